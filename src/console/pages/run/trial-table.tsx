import { useQueries, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { TrialLine } from "../../../contracts/index.ts";
import { trialPageQuery, trialsPerPage, type TrialFilter } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Go } from "../../frame/go.tsx";
import { OutcomeMark } from "../../frame/outcome-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { Spacer } from "../../table/data-table.tsx";
import { moveBetweenRows } from "../../table/row-keys.ts";
import { rowHeight, useWindowedRows } from "../../table/windowed-rows.ts";
import { amount } from "../../words/rate.ts";

interface TrialTableProps {
  readonly run: string;
  readonly filter: TrialFilter;
  readonly chosen: string | undefined;
}

const heads: readonly {
  readonly name: string;
  readonly width: string | undefined;
  readonly minor?: boolean;
}[] = [
  { name: "Entry", width: "64px" },
  { name: "Outcome", width: "104px" },
  { name: "Arm", width: "76px" },
  { name: "Intent", width: "172px" },
  { name: "Technique", width: "134px" },
  { name: "Surface", width: "100px", minor: true },
  { name: "Why", width: undefined, minor: true },
];
const whenWide = "hidden @min-[820px]:table-cell";

/** Any number of trials: only the pages in sight are asked for, only the rows in sight are drawn. */
export function TrialTable({ run, filter, chosen }: TrialTableProps) {
  const first = useQuery(trialPageQuery(run, filter, 0));
  return (
    <Answered query={first} what="trials">
      {(page) =>
        page.total === 0 ? (
          <p className="text-muted" role="status">
            No trial matches these filters.
          </p>
        ) : (
          <Rows run={run} filter={filter} chosen={chosen} total={page.total} />
        )
      }
    </Answered>
  );
}

function Rows({ run, filter, chosen, total }: TrialTableProps & { readonly total: number }) {
  const table = useRef<HTMLTableElement>(null);
  const view = useWindowedRows(total, table);
  const pages = [...new Set(view.shown.map((index) => Math.floor(index / trialsPerPage)))];
  const answers = useQueries({ queries: pages.map((page) => trialPageQuery(run, filter, page)) });
  const lineAt = (index: number): TrialLine | undefined =>
    answers[pages.indexOf(Math.floor(index / trialsPerPage))]?.data?.items[index % trialsPerPage];
  return (
    <>
      <p className="mb-1 text-xs text-muted">{amount(total)} trials, in the order of the ledger</p>
      <table ref={table} aria-rowcount={total + 1} className="w-full table-fixed border-collapse">
        <caption className="sr-only">Trials</caption>
        <thead>
          <tr>
            {heads.map(({ name, width, minor }) => (
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
        <tbody onKeyDown={moveBetweenRows}>
          <Spacer height={view.before} />
          {view.shown.map((index) => (
            <Row key={index} index={index} line={lineAt(index)} chosen={chosen} />
          ))}
          <Spacer height={view.after} />
        </tbody>
      </table>
    </>
  );
}

interface RowProps {
  readonly index: number;
  readonly line: TrialLine | undefined;
  readonly chosen: string | undefined;
}

function Row({ index, line, chosen }: RowProps) {
  const on = line !== undefined && String(line.entry) === chosen;
  return (
    <tr
      data-row
      aria-rowindex={index + 2}
      aria-current={on ? "true" : undefined}
      style={{ height: rowHeight }}
      className="border-b border-line hover:bg-hover aria-[current]:bg-chosen"
    >
      {line === undefined ? (
        <td colSpan={heads.length} className="pl-2 text-faint">
          …
        </td>
      ) : (
        <>
          <td className="pl-2">
            <Go
              to="."
              keep
              search={{ trial: String(line.entry) }}
              className="font-mono text-xs underline decoration-edge underline-offset-3"
            >
              {line.entry}
            </Go>
          </td>
          <td>
            <OutcomeMark outcome={line.outcome} />
          </td>
          <td>{line.arm}</td>
          <td className="truncate pr-3">{line.intent}</td>
          <td className="truncate pr-3">{line.technique}</td>
          <td className={`truncate pr-3 ${whenWide}`}>{line.surface}</td>
          <td className={`truncate ${whenWide}`} title={line.why}>
            <ShownText text={line.why} />
          </td>
        </>
      )}
    </tr>
  );
}
