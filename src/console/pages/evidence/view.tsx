import { useQuery } from "@tanstack/react-query";
import type { RunSummary } from "../../../contracts/index.ts";
import { evidenceQuery, runsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { EvidenceState } from "../../frame/evidence-state.tsx";
import { Digest } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { WithSystem } from "../../frame/with-system.tsx";
import { DataTable, type Column } from "../../table/data-table.tsx";
import { readSort, writeSort } from "../../table/sort.ts";
import { dateTime } from "../../words/date.ts";
import { amount } from "../../words/rate.ts";
import { readSearch } from "./search.ts";

const columns: readonly Column<RunSummary>[] = [
  {
    id: "run",
    header: "Bundle of run",
    value: (run) => run.id,
    cell: ({ id }) => (
      <Go
        to="/evidence/$run"
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
    width: "170px",
    value: (run) => run.startedAt,
    cell: (run) => dateTime(run.startedAt),
  },
  { id: "status", header: "Run", width: "120px", value: (run) => run.status, cell: (run) => run.status },
  {
    id: "state",
    header: "Verification",
    width: "150px",
    value: () => undefined,
    cell: (run) => <Verified run={run.id} />,
  },
  {
    id: "entries",
    header: "Entries",
    width: "100px",
    align: "right",
    value: (run) => run.done,
    cell: (run) => <Entries run={run.id} />,
  },
  {
    id: "root",
    header: "Merkle root",
    width: "190px",
    value: () => undefined,
    cell: (run) => <Root run={run.id} />,
  },
];

export function View() {
  return (
    <WithSystem title="Evidence">
      {(system) => <Bundles key={system.id} system={system.id} name={system.name} />}
    </WithSystem>
  );
}

function Bundles({ system, name }: { readonly system: string; readonly name: string }) {
  const runs = useQuery(runsQuery(system));
  const [search, setSearch] = useSearchState(readSearch);
  return (
    <PageBody
      title="Evidence"
      about={`${name}: one bundle for each run, append-only, hash-chained and signed. Verification reads the whole bundle.`}
    >
      <Answered query={runs} what="bundles">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No evidence for this system yet" command="bartizan assess system.yaml">
              <p>
                Every run leaves a bundle. Results of other tools come in with{" "}
                <code>bartizan evidence import</code>.
              </p>
            </Empty>
          ) : (
            <DataTable
              caption="Bundles"
              columns={columns}
              rows={all}
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

function Verified({ run }: { readonly run: string }) {
  const evidence = useQuery(evidenceQuery(run));
  if (evidence.isError) return "not answered";
  return evidence.data === undefined ? (
    <span className="text-muted">reading…</span>
  ) : (
    <EvidenceState state={evidence.data.state} />
  );
}

function Entries({ run }: { readonly run: string }) {
  const evidence = useQuery(evidenceQuery(run));
  return evidence.data === undefined ? "" : amount(evidence.data.entries);
}

function Root({ run }: { readonly run: string }) {
  const evidence = useQuery(evidenceQuery(run));
  return evidence.data === undefined ? "" : <Digest value={evidence.data.root} />;
}
