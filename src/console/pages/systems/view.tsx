import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { SystemSummary } from "../../../contracts/index.ts";
import { systemsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { VerdictMark } from "../../pictures/verdict-mark/verdict-mark.tsx";
import { DataTable, type Column } from "../../table/data-table.tsx";
import { TextFilter } from "../../table/filters.tsx";
import { readSort, writeSort } from "../../table/sort.ts";
import { dateTime } from "../../words/date.ts";
import { bands } from "../../words/order.ts";
import { readSearch } from "./search.ts";

const columns: readonly Column<SystemSummary>[] = [
  {
    id: "name",
    header: "System",
    value: (system) => system.name,
    cell: ({ id, name }) => (
      <Go
        to="/systems/$system"
        params={{ system: id }}
        search={{ system: id }}
        className="font-medium underline decoration-edge underline-offset-3"
      >
        {name}
      </Go>
    ),
  },
  {
    id: "owner",
    header: "Owner",
    width: "150px",
    value: (system) => system.owner,
    cell: (system) => system.owner ?? <span className="text-muted">not named</span>,
  },
  {
    id: "criticality",
    header: "Criticality",
    width: "100px",
    value: (system) => system.criticality,
    cell: (system) => system.criticality,
  },
  {
    id: "parts",
    header: "Parts",
    width: "76px",
    align: "right",
    value: (system) => system.components,
    cell: (system) => system.components,
  },
  {
    id: "flows",
    header: "Flows",
    width: "76px",
    align: "right",
    value: (system) => system.flows,
    cell: (system) => system.flows,
  },
  {
    id: "threats",
    header: "Threats",
    width: "230px",
    value: (system) => bands.reduce((sum, band) => sum * 1000 + system.threats[band], 0),
    cell: ({ threats }) =>
      bands
        .filter((band) => threats[band] > 0)
        .map((band) => `${String(threats[band])} ${band}`)
        .join(", ") || "none",
  },
  {
    id: "run",
    header: "Last run",
    width: "260px",
    value: (system) => system.lastRun?.at,
    cell: ({ lastRun }) =>
      lastRun === undefined ? (
        <span className="text-muted">never assessed</span>
      ) : (
        <span className="flex gap-3">
          <VerdictMark kind={lastRun.verdict} />
          <Go to="/assess/runs/$run" params={{ run: lastRun.id }} className="link">
            {dateTime(lastRun.at)}
          </Go>
        </span>
      ),
  },
];

export function View() {
  const systems = useQuery(systemsQuery);
  const [search, setSearch] = useSearchState(readSearch);
  const setText = useCallback((q: string) => setSearch({ q }, { replace: true }), [setSearch]);
  const word = (search.q ?? "").toLowerCase();
  return (
    <PageBody
      title="Systems"
      about="The AI systems under our care, each described by its manifest."
      bar={<TextFilter label="Filter systems" value={search.q} onChange={setText} />}
    >
      <Answered query={systems} what="systems">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No system is known here yet" command="bartizan init">
              <p>A system arrives with its manifest and its first run.</p>
            </Empty>
          ) : (
            <DataTable
              caption="Systems"
              columns={columns}
              rows={all.filter(({ id, name, owner }) =>
                `${id} ${name} ${owner ?? ""}`.toLowerCase().includes(word),
              )}
              rowId={(system) => system.id}
              sort={readSort(search.sort, { column: "name", down: false })}
              onSort={(sort) => setSearch({ sort: writeSort(sort) })}
            />
          )
        }
      </Answered>
    </PageBody>
  );
}
