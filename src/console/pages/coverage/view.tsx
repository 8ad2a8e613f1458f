import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Coverage } from "../../../contracts/index.ts";
import { coverageQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { WithSystem } from "../../frame/with-system.tsx";
import { ChoiceFilter, plain, TextFilter } from "../../table/filters.tsx";
import { dateTime } from "../../words/date.ts";
import { bands, cellStates } from "../../words/order.ts";
import { CellDrawer } from "./cell-drawer.tsx";
import { Matrix } from "./matrix.tsx";
import { groupRows, narrow } from "./narrow.ts";
import { readSearch } from "./search.ts";
import { summarySentence } from "./summary.ts";
import { Totals } from "./totals.tsx";

export function View() {
  return (
    <WithSystem title="Coverage">
      {(system) => <OfSystem key={system.id} system={system.id} name={system.name} />}
    </WithSystem>
  );
}

function OfSystem({ system, name }: { readonly system: string; readonly name: string }) {
  const coverage = useQuery(coverageQuery(system));
  const [search, setSearch] = useSearchState(readSearch);
  const row = coverage.data?.rows.find((candidate) => candidate.threat === search.threat);
  const setText = useCallback((q: string) => setSearch({ q }, { replace: true }), [setSearch]);
  return (
    <PageBody
      title="Coverage"
      about={
        coverage.data === undefined ? (
          name
        ) : (
          <>
            {name}: {summarySentence(coverage.data)} As of {dateTime(coverage.data.asOf)}.
          </>
        )
      }
      bar={
        <div className="flex flex-wrap items-center gap-3">
          <TextFilter label="Filter threats" value={search.q} onChange={setText} />
          <ChoiceFilter
            label="Band"
            value={search.band}
            options={plain(bands)}
            onChange={(band) => setSearch({ band })}
          />
          <ChoiceFilter
            label="State"
            value={search.state}
            options={plain(cellStates).map((option) =>
              option.value === "none" ? { ...option, label: "nothing" } : option,
            )}
            onChange={(state) =>
              setSearch({ state, column: state === undefined ? undefined : search.column })
            }
          />
          <ChoiceFilter
            label="in"
            value={search.column}
            options={plain(["tested", "guarded", "watched", "rehearsed"])}
            onChange={(column) => setSearch({ column })}
          />
          {(search.q ?? search.band ?? search.state ?? search.column) !== undefined && (
            <button
              type="button"
              className="link"
              onClick={() =>
                setSearch({ q: undefined, band: undefined, state: undefined, column: undefined })
              }
            >
              Clear
            </button>
          )}
        </div>
      }
      drawer={
        row === undefined ? undefined : (
          <CellDrawer
            system={system}
            row={row}
            column={search.cell}
            close={() => setSearch({ threat: undefined, cell: undefined })}
          />
        )
      }
    >
      <Answered query={coverage} what="coverage matrix">
        {(matrix) => <Body matrix={matrix} />}
      </Answered>
    </PageBody>
  );
}

function Body({ matrix }: { readonly matrix: Coverage }) {
  const [search] = useSearchState(readSearch);
  const { q, band, state, column } = search;
  const groups = useMemo(
    () => groupRows(narrow(matrix.rows, { q, band, state, column })),
    [matrix, q, band, state, column],
  );
  if (matrix.rows.length === 0)
    return (
      <Empty title="No threat was derived from this manifest" command="bartizan threats system.yaml">
        <p>
          The rules matched no component and no flow. Describe the flows that carry untrusted text, and ask
          again.
        </p>
      </Empty>
    );
  return (
    <>
      <Totals matrix={matrix} search={search} />
      {groups.length === 0 ? (
        <p className="mt-6 text-muted" role="status">
          No threat matches these filters.
        </p>
      ) : (
        <Matrix groups={groups} chosen={search.threat} cell={search.cell} />
      )}
    </>
  );
}
