import { useRef, type ReactNode } from "react";
import { Spacer } from "./data-table.tsx";
import { moveBetweenRows, openRow } from "./row-keys.ts";
import { rowHeight, useWindowedRows } from "./windowed-rows.ts";

export interface WindowedColumn<Line> {
  readonly name: string;
  /** CSS width; without one the column takes what is left. */
  readonly width?: string;
  /** Left out where the table is narrow. */
  readonly minor?: boolean;
  readonly className?: string;
  readonly title?: (line: Line) => string;
  /** The first column's holds the link that opens the row. */
  readonly cell: (line: Line) => ReactNode;
}

interface WindowedTableProps<Line> {
  readonly caption: string;
  readonly columns: readonly WindowedColumn<Line>[];
  /** Classes of what is left out where the table is narrow. */
  readonly whenWide: string;
  readonly total: number;
  readonly perPage: number;
  /** The lines of the pages asked for, in that order; undefined for those not there yet. A hook: the same at each drawing. */
  readonly usePages: (pages: readonly number[]) => readonly (readonly Line[] | undefined)[];
  readonly isChosen: (line: Line) => boolean;
}

/** Any number of rows: only the pages in sight are asked for, only the rows in sight are drawn. A click opens its row. */
export function WindowedTable<Line>(props: WindowedTableProps<Line>) {
  const { caption, columns, whenWide, total, perPage, usePages } = props;
  const table = useRef<HTMLTableElement>(null);
  const view = useWindowedRows(total, table);
  const pages = [...new Set(view.shown.map((index) => Math.floor(index / perPage)))];
  const lines = usePages(pages);
  const lineAt = (index: number): Line | undefined =>
    lines[pages.indexOf(Math.floor(index / perPage))]?.[index % perPage];
  return (
    <table ref={table} aria-rowcount={total + 1} className="w-full table-fixed border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, width, minor }) => (
            <th
              key={name}
              scope="col"
              style={width === undefined ? undefined : { width }}
              className={`sticky top-0 z-10 h-8 border-b border-edge bg-ground pr-3 text-xs text-muted first:pl-2 ${minor === true ? whenWide : ""}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={moveBetweenRows} onClick={openRow}>
        <Spacer height={view.before} />
        {view.shown.map((index) => (
          <Row key={index} {...props} index={index} line={lineAt(index)} />
        ))}
        <Spacer height={view.after} />
      </tbody>
    </table>
  );
}

function Row<Line>({
  index,
  line,
  columns,
  whenWide,
  isChosen,
}: WindowedTableProps<Line> & { readonly index: number; readonly line: Line | undefined }) {
  return (
    <tr
      data-row
      aria-rowindex={index + 2}
      aria-current={line !== undefined && isChosen(line) ? "true" : undefined}
      style={{ height: rowHeight }}
      className="cursor-pointer border-b border-line hover:bg-hover aria-[current]:bg-chosen"
    >
      {line === undefined ? (
        <td colSpan={columns.length} className="pl-2 text-faint">
          …
        </td>
      ) : (
        columns.map(({ name, minor, className = "", title, cell }) => (
          <td
            key={name}
            title={title?.(line)}
            className={`truncate pr-3 first:pl-2 ${className} ${minor === true ? whenWide : ""}`}
          >
            {cell(line)}
          </td>
        ))
      )}
    </tr>
  );
}
