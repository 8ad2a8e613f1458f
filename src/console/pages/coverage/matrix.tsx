import { memo, useMemo, useState, type KeyboardEvent } from "react";
import type { CoverageCell, CoverageColumn, CoverageRow } from "../../../contracts/index.ts";
import { BandMark } from "../../frame/band-mark.tsx";
import { Go } from "../../frame/go.tsx";
import { CoverageMark } from "../../pictures/coverage-mark/coverage-mark.tsx";
import { day } from "../../words/date.ts";
import { columnMeaning, columns } from "../../words/order.ts";
import { moved, type Place } from "./grid-keys.ts";
import type { RowGroup } from "./narrow.ts";

interface MatrixProps {
  readonly groups: readonly RowGroup[];
  readonly chosen: string | undefined;
  readonly cell: string | undefined;
}

/** The coverage matrix. One tab stop; arrow keys move inside, Enter opens the drawer. */
export function Matrix({ groups, chosen, cell }: MatrixProps) {
  const order = useMemo(() => groups.flatMap(({ rows }) => rows.map((row) => row.threat)), [groups]);
  const [place, setPlace] = useState<Place | undefined>(undefined);
  const stands =
    place !== undefined && order.includes(place.threat) ? place : { threat: order[0] ?? "", at: 0 };
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const next = moved(event.key, stands, order);
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-place="${CSS.escape(`${next.threat} ${String(next.at)}`)}"]`)
      ?.focus();
  };
  return (
    <table
      role="grid"
      aria-label="Coverage matrix"
      onKeyDown={onKey}
      className="w-full table-fixed border-collapse"
    >
      <thead>
        <tr>
          <th
            scope="col"
            className="sticky top-0 z-10 border-b border-edge bg-ground py-1.5 text-xs text-muted"
          >
            Threat
          </th>
          <th
            scope="col"
            className="sticky top-0 z-10 w-[110px] border-b border-edge bg-ground text-xs text-muted"
          >
            Id
          </th>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              title={columnMeaning[column]}
              className="sticky top-0 z-10 w-[84px] border-b border-edge bg-ground text-center text-xs"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ group, rows }) => (
        <tbody key={group}>
          <tr>
            <th scope="rowgroup" colSpan={6} className="pt-3.5 pb-1 font-mono text-xs font-semibold">
              {group}{" "}
              <span className="font-sans font-normal text-muted">
                · {rows.length === 1 ? "1 threat" : `${String(rows.length)} threats`}
              </span>
            </th>
          </tr>
          {rows.map((row) => (
            <MatrixRow
              key={row.threat}
              row={row}
              stands={row.threat === stands.threat ? stands.at : undefined}
              chosen={row.threat === chosen ? (cell ?? "row") : undefined}
              enter={setPlace}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface MatrixRowProps {
  readonly row: CoverageRow;
  readonly stands: number | undefined;
  readonly chosen: string | undefined;
  readonly enter: (place: Place) => void;
}

const MatrixRow = memo(function MatrixRow({ row, stands, chosen, enter }: MatrixRowProps) {
  const link = (at: number) => ({
    tabIndex: stands === at ? 0 : -1,
    "data-place": `${row.threat} ${String(at)}`,
    onFocus: () => enter({ threat: row.threat, at }),
  });
  return (
    <tr className={`h-[27px] border-b border-line hover:bg-hover ${chosen === undefined ? "" : "bg-chosen"}`}>
      <th scope="row" className="truncate pr-3 font-normal">
        <Go
          to="."
          keep
          search={{ threat: row.threat, cell: undefined }}
          className="flex min-w-0 items-center gap-2 no-underline hover:underline"
          title={row.title}
          {...link(0)}
        >
          <BandMark band={row.band} bare />
          <span className="truncate">{row.title}</span>
        </Go>
      </th>
      <td className="truncate font-mono text-2xs text-muted" title={row.threat}>
        {row.threat}
      </td>
      {columns.map((column, index) => (
        <td key={column} className="p-0 text-center">
          <Go
            to="."
            keep
            search={{ threat: row.threat, cell: column }}
            className={`mx-auto flex h-[26px] w-full items-center justify-center rounded-[3px] hover:bg-chosen ${chosen === column ? "outline-2 -outline-offset-2 outline-accent" : ""}`}
            title={row.cells[column].why}
            aria-label={cellName(column, row.cells[column])}
            {...link(index + 1)}
          >
            <CoverageMark state={row.cells[column].state} />
          </Go>
        </td>
      ))}
    </tr>
  );
});

/** What a screen reader hears of one cell: "tested: failing, 2026-11-20". */
function cellName(column: CoverageColumn, cell: CoverageCell): string {
  const state = cell.state === "none" ? "nothing" : cell.state;
  return `${column}: ${state}${cell.at === undefined ? "" : `, ${day(cell.at)}`}`;
}
