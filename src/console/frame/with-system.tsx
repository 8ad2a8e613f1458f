import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ScanSummary, SystemSummary } from "../../contracts/index.ts";
import { scansQuery } from "../api/queries.ts";
import { ScanMark } from "../pictures/scan-mark/scan-mark.tsx";
import { amount } from "../words/rate.ts";
import { useChosenSystem } from "./chosen-system.ts";
import { Empty } from "./empty.tsx";
import { FailureNote } from "./failure-note.tsx";
import { Go } from "./go.tsx";
import { Loading } from "./loading.tsx";
import { PageBody } from "./page-body.tsx";

/** For pages that speak of one system: draws them when there is one, and says what to do when there is none. */
export function WithSystem({
  title,
  bar,
  children,
}: {
  readonly title: string;
  /** The way to what needs no system. */
  readonly bar?: ReactNode;
  readonly children: (system: SystemSummary) => ReactNode;
}) {
  const { system, none, error } = useChosenSystem();
  if (system !== undefined) return children(system);
  return (
    <PageBody title={title} bar={none ? bar : undefined}>
      {none ? <NoSystem /> : error === null ? <Loading what="systems" /> : <FailureNote error={error} />}
    </PageBody>
  );
}

function NoSystem() {
  // Who sees single systems only gets no scans, and loses nothing else by it.
  const scans = useQuery(scansQuery).data ?? [];
  return (
    <>
      {scans[0] !== undefined && <NewestScan scan={scans[0]} count={scans.length} />}
      <Empty title="No system is known here yet" command={`bartizan push --to ${globalThis.location.origin}`}>
        <p>
          A system arrives with its first assessment: write its manifest with <code>bartizan init</code> and
          run <code>bartizan assess system.yaml</code>. A run of this workspace shows by itself; push one that
          was made elsewhere.
        </p>
        {scans.length === 0 && (
          <p className="mt-1">
            To look into model files or code first: <code>bartizan scan models</code>. It needs no system, and
            stands under{" "}
            <Go to="/assess/scans" className="link">
              Assess, Scans
            </Go>
            .
          </p>
        )}
      </Empty>
    </>
  );
}

/** Scans need no system: without one they are what there is to see. */
function NewestScan({ scan, count }: { readonly scan: ScanSummary; readonly count: number }) {
  return (
    <section aria-label="Scans" className="card mt-2 mb-4 max-w-[95ch] p-4">
      <p className="flex flex-wrap items-baseline gap-x-3 [overflow-wrap:anywhere]">
        {scan.verdict === undefined ? scan.status : <ScanMark verdict={scan.verdict} />}
        <Go to="/assess/scans/$scan" params={{ scan: scan.id }} className="link">
          {scan.paths.join(", ") || scan.id}
        </Go>
        <span>{scan.sentence}</span>
      </p>
      <p className="mt-1 text-muted">
        {count === 1 ? "The one scan here. " : `The newest of ${amount(count)} scans. `}
        <Go to="/assess/scans" className="link">
          All scans
        </Go>
      </p>
    </section>
  );
}
