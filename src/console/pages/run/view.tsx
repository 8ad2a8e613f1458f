import { useQuery } from "@tanstack/react-query";
import type { RunDetail, RunSummary } from "../../../contracts/index.ts";
import { runQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { CopyCommand } from "../../frame/copy-command.tsx";
import { Digest, Facts } from "../../frame/facts.tsx";
import { FindingTable } from "../../frame/finding-table.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { RunStatus } from "../../frame/run-status.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { TrialDrawer } from "../../frame/trial-drawer.tsx";
import { ViewLinks } from "../../frame/view-links.tsx";
import { VerdictSentence } from "../../pictures/verdict-mark/verdict-mark.tsx";
import { dateTime, duration } from "../../words/date.ts";
import { amount } from "../../words/rate.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { ExampleDrawer } from "./models/example-drawer.tsx";
import { ResultsView } from "./results-view.tsx";
import { newer } from "./newer.ts";
import { readSearch } from "./search.ts";
import { TrialsView } from "./trials-view.tsx";

export function View() {
  const id = usePathParam("run");
  const run = useQuery(runQuery(id));
  // Put there by the live events; the run's own document follows a moment later.
  const live = useQuery<RunSummary>({
    queryKey: ["progress", id],
    queryFn: () => Promise.reject(new Error("only told")),
    enabled: false,
  });
  const [search, setSearch] = useSearchState(readSearch);
  return (
    <PageBody
      title={<span className="font-mono">{id}</span>}
      above={
        <Go to="/assess" className="link">
          Assess
        </Go>
      }
      about={
        run.data === undefined
          ? undefined
          : `${run.data.system.name}, started ${dateTime(run.data.run.startedAt)}`
      }
      actions={
        <Go to="/evidence/$run" params={{ run: id }} className="button">
          Evidence
        </Go>
      }
      drawer={
        search.trial !== undefined ? (
          <TrialDrawer run={id} entry={search.trial} close={() => setSearch({ trial: undefined })} />
        ) : search.example !== undefined ? (
          <ExampleDrawer
            models={run.data?.models ?? []}
            run={id}
            chosen={search.example}
            close={() => setSearch({ example: undefined })}
          />
        ) : undefined
      }
    >
      <Answered query={run} what="run">
        {(detail) => <Body detail={detail} progress={newer(live.data, detail.progress)} />}
      </Answered>
    </PageBody>
  );
}

function Body({ detail, progress }: { readonly detail: RunDetail; readonly progress: RunSummary }) {
  const [search] = useSearchState(readSearch);
  return (
    <>
      <Head detail={detail} progress={progress} />
      <ViewLinks
        label="Parts of the run"
        chosen={search.view}
        views={[
          { value: undefined, name: "Results", count: progress.checks.length + (detail.models?.length ?? 0) },
          { value: "findings", name: "Findings", count: detail.findings.length },
          { value: "trials", name: "Trials", count: progress.done },
          { value: "comparison", name: "Comparison" },
          { value: "caveats", name: "Caveats", count: detail.caveats.length },
        ]}
      />
      <Chosen detail={detail} progress={progress} view={search.view} />
    </>
  );
}

function Chosen({
  detail,
  progress,
  view,
}: {
  readonly detail: RunDetail;
  readonly progress: RunSummary;
  readonly view: string | undefined;
}) {
  switch (view) {
    case "findings":
      return (
        <FindingTable
          findings={detail.findings}
          caption="Findings of this run"
          to="/assess/findings/$finding"
        />
      );
    case "trials":
      return <TrialsView detail={detail} />;
    case "comparison":
      return <ComparisonView detail={detail} />;
    case "caveats":
      return <Caveats caveats={detail.caveats} />;
    case undefined:
    default:
      return <ResultsView detail={detail} progress={progress} />;
  }
}

function Head({ detail, progress }: { readonly detail: RunDetail; readonly progress: RunSummary }) {
  const { run, evidence, system } = detail;
  const { cost } = run;
  return (
    <div className="mb-4 space-y-3">
      {progress.status === "running" ? (
        <div className="card flex items-center gap-4 px-3 py-2" role="status">
          <strong className="font-semibold">Running</strong>
          <RunStatus run={progress} />
          <span className="text-muted">
            Estimates below move as cases are folded in; each holds at any time you look.
          </span>
        </div>
      ) : (
        <VerdictSentence verdict={progress.verdict ?? detail.verdict} />
      )}
      {(run.status === "interrupted" || run.status === "stopped") && (
        <CopyCommand command={`bartizan assess ${system.file ?? "system.yaml"} --resume ${run.id}`} />
      )}
      <div className="grid gap-x-8 gap-y-1 @min-[560px]:grid-cols-2 @min-[900px]:grid-cols-3">
        <Facts
          facts={[
            [
              "Status",
              `${progress.status}${run.finishedAt === undefined ? "" : `, took ${duration(run.startedAt, run.finishedAt)}`}`,
            ],
            ["Trials", `${amount(progress.done)} of ${amount(progress.planned)} planned`],
          ]}
        />
        <Facts
          facts={[
            [
              "Requests",
              `${amount(run.requests)}${cost === undefined ? "" : `, ${cost.currency} ${cost.amount.toFixed(2)}`}`,
            ],
            [
              "Seed",
              <code key="seed" className="font-mono text-xs">
                {run.seed}
              </code>,
            ],
          ]}
        />
        <Facts
          facts={[
            ["Manifest", <Digest key="manifest" value={system.digest} />],
            [
              "Merkle root",
              <span key="root">
                <Digest value={evidence.root} /> over {amount(evidence.entries)} entries
              </span>,
            ],
          ]}
        />
      </div>
    </div>
  );
}

function Caveats({ caveats }: { readonly caveats: readonly string[] }) {
  if (caveats.length === 0) return <p className="text-muted">The run states no caveat.</p>;
  return (
    <ul className="max-w-[90ch] list-disc space-y-1.5 pl-5">
      {caveats.map((caveat) => (
        <li key={caveat}>{caveat}</li>
      ))}
    </ul>
  );
}
