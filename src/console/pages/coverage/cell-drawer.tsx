import type { CoverageCell, CoverageColumn, CoverageRow } from "../../../contracts/index.ts";
import { BandMark } from "../../frame/band-mark.tsx";
import { Drawer } from "../../frame/drawer.tsx";
import { Part } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { CoverageMark } from "../../pictures/coverage-mark/coverage-mark.tsx";
import { columns, columnMeaning } from "../../words/order.ts";
import { CellEvidence } from "../../frame/cell-evidence.tsx";
import { Fill } from "./fill.tsx";

interface CellDrawerProps {
  readonly system: string;
  readonly row: CoverageRow;
  /** As the URL says it; anything unknown shows all four. */
  readonly column: string | undefined;
  readonly close: () => void;
}

/** Why a cell is what it is, the evidence with its date, and what would fill it. */
export function CellDrawer({ system, row, column, close }: CellDrawerProps) {
  const one = columns.find((candidate) => candidate === column);
  return (
    <Drawer
      label={`Threat ${row.threat}`}
      title={row.title}
      close={close}
      fullPage={
        <Go to="/threats/$threat" params={{ threat: row.threat }} search={{ system }} className="button">
          Threat
        </Go>
      }
    >
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-mono text-xs">{row.threat}</span>
        <BandMark band={row.band} />
        <span className="text-muted">
          likelihood {row.likelihood} × impact {row.impact}
        </span>
      </p>
      <nav aria-label="Columns" className="mt-3 flex flex-wrap gap-1.5">
        <ColumnLink name="all four" on={one === undefined} cell={undefined} />
        {columns.map((candidate) => (
          <ColumnLink key={candidate} name={candidate} on={candidate === one} cell={row.cells[candidate]} />
        ))}
      </nav>
      {(one === undefined ? columns : [one]).map((candidate) => (
        <CellStory key={candidate} column={candidate} cell={row.cells[candidate]} />
      ))}
    </Drawer>
  );
}

function ColumnLink({
  name,
  on,
  cell,
}: {
  readonly name: string;
  readonly on: boolean;
  readonly cell: CoverageCell | undefined;
}) {
  return (
    <Go
      to="."
      keep
      search={{ cell: cell === undefined ? undefined : name }}
      aria-current={on ? "true" : undefined}
      className="inline-flex h-7 items-center gap-1.5 rounded-[5px] border border-line px-2 no-underline hover:bg-hover aria-[current]:border-accent aria-[current]:bg-chosen"
    >
      {cell !== undefined && cell.state !== "none" && <CoverageMark state={cell.state} size={13} />}
      {name}
    </Go>
  );
}

export function CellStory({
  column,
  cell,
}: {
  readonly column: CoverageColumn;
  readonly cell: CoverageCell;
}) {
  return (
    <section className="mt-5 border-t border-line pt-3" aria-label={column}>
      <h3 className="flex items-center gap-2 font-semibold">
        <CoverageMark state={cell.state} />
        {column}: {cell.state === "none" ? "nothing" : cell.state}
        <span className="font-normal text-muted">· {columnMeaning[column].toLowerCase()}</span>
      </h3>
      <p className="mt-1">{cell.why}</p>
      <CellEvidence cell={cell} />
      {cell.state !== "passing" && (
        <Part
          title={cell.state === "none" || cell.state === "planned" ? "What would fill it" : "What answers it"}
        >
          <Fill column={column} coveredBy={cell.coveredBy} />
        </Part>
      )}
    </section>
  );
}
