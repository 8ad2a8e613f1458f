import { useQuery } from "@tanstack/react-query";
import type { RunSummary, ScanSummary } from "../../../contracts/index.ts";
import { evidenceQuery, runsQuery, scansQuery } from "../../api/queries.ts";
import { useChosenSystem } from "../../frame/chosen-system.ts";
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

/** What left a bundle. */
type Bundled = Pick<RunSummary | ScanSummary, "id" | "startedAt" | "status">;

const columns: readonly Column<Bundled>[] = [
  {
    id: "kind",
    header: "Of a",
    width: "70px",
    value: ({ id }) => kindOf(id),
    cell: ({ id }) => kindOf(id),
  },
  {
    id: "run",
    header: "Bundle",
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
  { id: "status", header: "Status", width: "120px", value: (run) => run.status, cell: (run) => run.status },
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
    value: () => undefined,
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

const kindOf = (id: string): string => (id.startsWith("scan-") ? "scan" : "run");

/** Scans need no system: their evidence is shown without one too. */
export function View() {
  const { none } = useChosenSystem();
  const scans = useQuery(scansQuery);
  // Who sees single systems only gets no scans, and loses nothing else by it.
  const all = scans.data ?? [];
  if (none && all.length > 0)
    return (
      <PageBody title="Evidence" about={`One bundle for each scan, ${kept}`}>
        <Table bundles={all} />
      </PageBody>
    );
  return (
    <WithSystem title="Evidence">
      {({ id, name }) => (
        <Bundles
          key={id}
          system={id}
          name={name}
          scans={all.filter(({ system }) => system === undefined || system.id === id)}
        />
      )}
    </WithSystem>
  );
}

const kept = "append-only, hash-chained and signed. Verification reads the whole bundle.";

function Bundles({
  system,
  name,
  scans,
}: {
  readonly system: string;
  readonly name: string;
  readonly scans: readonly Bundled[];
}) {
  const runs = useQuery(runsQuery(system));
  return (
    <PageBody
      title="Evidence"
      about={`${name}: one bundle for each run and each scan, scans that name no system among them; ${kept}`}
    >
      <Answered query={runs} what="bundles">
        {(all) =>
          all.length + scans.length === 0 ? (
            <Empty title="No evidence for this system yet" command="bartizan assess system.yaml">
              <p>
                Every run and every scan leaves a bundle. Results of other tools come in with{" "}
                <code>bartizan evidence import</code>.
              </p>
            </Empty>
          ) : (
            <Table bundles={[...all, ...scans]} />
          )
        }
      </Answered>
    </PageBody>
  );
}

function Table({ bundles }: { readonly bundles: readonly Bundled[] }) {
  const [search, setSearch] = useSearchState(readSearch);
  return (
    <DataTable
      caption="Bundles"
      columns={columns}
      rows={bundles}
      rowId={({ id }) => id}
      sort={readSort(search.sort, { column: "started", down: true })}
      onSort={(sort) => setSearch({ sort: writeSort(sort) })}
    />
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
