import type { ReactNode } from "react";
import type { SystemSummary } from "../../contracts/index.ts";
import { useChosenSystem } from "./chosen-system.ts";
import { Empty } from "./empty.tsx";
import { FailureNote } from "./failure-note.tsx";
import { Loading } from "./loading.tsx";
import { PageBody } from "./page-body.tsx";

/** For pages that speak of one system: draws them when there is one, and says what to do when there is none. */
export function WithSystem({
  title,
  children,
}: {
  readonly title: string;
  readonly children: (system: SystemSummary) => ReactNode;
}) {
  const { system, none, error } = useChosenSystem();
  if (system !== undefined) return children(system);
  return (
    <PageBody title={title}>
      {none ? (
        <Empty
          title="No system is known here yet"
          command="bartizan push .bartizan/runs/RUN --to http://127.0.0.1:8420"
        >
          <p>
            A system arrives with its first assessment. Write its manifest with <code>bartizan init</code>,
            run <code>bartizan assess system.yaml</code>, and push the run here.
          </p>
        </Empty>
      ) : error === null ? (
        <Loading what="systems" />
      ) : (
        <FailureNote error={error} />
      )}
    </PageBody>
  );
}
