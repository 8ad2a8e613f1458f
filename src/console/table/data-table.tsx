import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useMemo, useRef, type ReactNode } from "react";
import { moveBetweenRows } from "./row-keys.ts";
import { compareValues, type SortState, type SortValue } from "./sort.ts";
import { rowHeight, useWindowedRows } from "./windowed-rows.ts";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** What it is sorted by. */
  readonly value: (row: Row) => SortValue;
  readonly cell: (row: Row) => ReactNode;
  /** CSS width; one column without it takes what is left. */
  readonly width?: string;
  readonly align?: "right";
  /** Left out where the table is narrow, as beside an open drawer; the drawer or page has it too. */
  readonly minor?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly chosen?: string | undefined;
  readonly sort: SortState;
  readonly onSort: (next: SortState) => void;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/**
 * A sortable table of any length. The first column holds the row's link; arrow keys move along it.
 * The sort lives in the URL, so the table is told and asks; it keeps no state of its own.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowId, chosen, sort, onSort } = props;
  const element = useRef<HTMLTableElement>(null);
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const sorting = useMemo(() => [{ id: sort.column, desc: sort.down }], [sort.column, sort.down]);
  const table = useTable({ features, columns: definitions, data, state: { sorting }, getRowId: rowId });
  const sorted = table.getRowModel().rows;
  const view = useWindowedRows(sorted.length, element);
  return (
    <table ref={element} aria-rowcount={sorted.length + 1} className="w-full table-fixed border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={moveBetweenRows}>
        <Spacer height={view.before} />
        {view.shown.map((index) => {
          const row = sorted[index];
          if (row === undefined) return undefined;
          return (
            <tr
              key={row.id}
              data-row
              aria-rowindex={index + 2}
              aria-current={row.id === chosen ? "true" : undefined}
              style={{ height: rowHeight }}
              className="border-b border-line hover:bg-hover aria-[current]:bg-chosen"
            >
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={`truncate py-0 pr-4 first:pl-2 ${column.align === "right" ? "text-right" : ""} ${whenWide(column)}`}
                >
                  {column.cell(row.original)}
                </td>
              ))}
            </tr>
          );
        })}
        <Spacer height={view.after} />
      </tbody>
    </table>
  );
}

function definitionOf<Row extends object>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    accessorFn: (row) => column.value(row),
    // What has no value comes last, whichever way the column is turned.
    sortUndefined: "last",
    sortFn: (a, b, id) => compareValues(a.getValue<string | number>(id), b.getValue<string | number>(id)),
  };
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: SortState;
  readonly onSort: (next: SortState) => void;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const on = sort.column === column.id;
  const direction = !on ? "none" : sort.down ? "descending" : "ascending";
  return (
    <th
      scope="col"
      aria-sort={direction}
      style={column.width === undefined ? undefined : { width: column.width }}
      className={`sticky top-0 z-10 border-b border-edge bg-ground py-0 pr-4 first:pl-2 ${whenWide(column)}`}
    >
      <button
        type="button"
        className={`flex h-8 w-full items-center gap-1 text-left text-xs text-muted hover:text-ink ${column.align === "right" ? "flex-row-reverse" : ""}`}
        onClick={() => onSort({ column: column.id, down: on && !sort.down })}
      >
        {column.header}
        <span aria-hidden="true" className={on ? "text-ink" : "invisible"}>
          {sort.down ? "↓" : "↑"}
        </span>
      </button>
    </th>
  );
}

function whenWide(column: { readonly minor?: boolean }): string {
  return column.minor === true ? "hidden @min-[820px]:table-cell" : "";
}

/** Holds the place of rows that are not drawn. */
export function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return undefined;
  return (
    <tr aria-hidden="true">
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
