import { useQuery } from "@tanstack/react-query";
import type { RunSummary } from "../../../contracts/index.ts";
import { runsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { AssessLinks } from "../../frame/assess-links.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { RunStatus } from "../../frame/run-status.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { WithSystem } from "../../frame/with-system.tsx";
import { VerdictMark } from "../../pictures/verdict-mark/verdict-mark.tsx";
import { DataTable, type Column } from "../../table/data-table.tsx";
import { ChoiceFilter, plain } from "../../table/filters.tsx";
import { readSort, writeSort } from "../../table/sort.ts";
import { dateTime } from "../../words/date.ts";
import { intervalText, percent } from "../../words/rate.ts";
import { OverTime } from "./over-time.tsx";
import { readSearch } from "./search.ts";

const columns: readonly Column<RunSummary>[] = [
  {
    id: "run",
    header: "Run",
    width: "170px",
    value: (run) => run.id,
    cell: ({ id }) => (
      <Go
        to="/assess/runs/$run"
        params={{ run: id }}
        className="font-mono text-xs underline decoration-edge underline-offset-3"
      >
        {id}
      </Go>
    ),
  },
  {
    id: "started",
    header: "Started",
    width: "160px",
    value: (run) => run.startedAt,
    cell: (run) => dateTime(run.startedAt),
  },
  {
    id: "status",
    header: "Status",
    width: "170px",
    value: (run) => run.status,
    cell: (run) => <RunStatus run={run} />,
  },
  {
    id: "verdict",
    header: "Verdict",
    width: "120px",
    value: (run) => run.verdict?.kind,
    cell: (run) => <VerdictMark kind={run.verdict?.kind} />,
  },
  {
    id: "checks",
    header: "Checks: breach rate",
    value: (run) => run.checks.length,
    cell: (run) => <span title={checkFigures(run)}>{checkFigures(run)}</span>,
  },
];

/** "direct-injection 3.6 % (2.1 to 6.1 %), …": never a point without its interval. */
function checkFigures(run: RunSummary): string {
  return run.checks
    .map(({ check, attack }) =>
      attack.n === 0
        ? `${check.split("/").at(-1) ?? check}: nothing scored yet`
        : `${check.split("/").at(-1) ?? check} ${percent(attack.point)} (${intervalText(attack.interval)})`,
    )
    .join(", ");
}

export function View() {
  return (
    <WithSystem title="Assess" bar={<AssessLinks here="Runs" />}>
      {(system) => <Runs key={system.id} system={system.id} name={system.name} />}
    </WithSystem>
  );
}

function Runs({ system, name }: { readonly system: string; readonly name: string }) {
  const runs = useQuery(runsQuery(system));
  const [search, setSearch] = useSearchState(readSearch);
  return (
    <PageBody
      title="Assess"
      about={`${name}: every run, newest first. Rates are breach rates over a named corpus, with their intervals at the confidence of the gate.`}
      bar={
        <div className="space-y-3">
          <AssessLinks here={search.view === "time" ? "Over time" : "Runs"} />
          {search.view !== "time" && (
            <ChoiceFilter
              label="Status"
              value={search.status}
              options={plain(["running", "finished", "interrupted", "stopped"])}
              onChange={(status) => setSearch({ status })}
            />
          )}
        </div>
      }
    >
      <Answered query={runs} what="runs">
        {(all) =>
          search.view === "time" ? (
            <OverTime runs={all} />
          ) : all.length === 0 ? (
            <Empty title="This system has not been assessed" command="bartizan assess system.yaml">
              <p>A run appears here while it is going on, with its estimates as they narrow.</p>
            </Empty>
          ) : (
            <DataTable
              caption="Runs"
              columns={columns}
              rows={all.filter(
                (run) =>
                  run.system.id === system && (search.status === undefined || run.status === search.status),
              )}
              rowId={(run) => run.id}
              sort={readSort(search.sort, { column: "started", down: true })}
              onSort={(sort) => setSearch({ sort: writeSort(sort) })}
            />
          )
        }
      </Answered>
    </PageBody>
  );
}
