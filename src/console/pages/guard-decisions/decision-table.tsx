import { useQueries, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { GuardDecisionLine } from "../../../contracts/index.ts";
import { decisionsPerPage, guardDecisionsQuery, type DecisionFilter } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { ActionMark } from "../../pictures/action-mark/action-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { Spacer } from "../../table/data-table.tsx";
import { moveBetweenRows } from "../../table/row-keys.ts";
import { rowHeight, useWindowedRows } from "../../table/windowed-rows.ts";
import { actionWord, reachText } from "../../words/guard.ts";
import { amount } from "../../words/rate.ts";

interface DecisionTableProps {
  readonly filter: DecisionFilter;
  /** What is shown stays as it is while decisions go on. */
  readonly paused: boolean;
  readonly narrowed: boolean;
  readonly chosen: string | undefined;
}

const whenWide = "hidden @min-[720px]:table-cell";
const heads: readonly { readonly name: string; readonly width?: string; readonly minor?: boolean }[] = [
  { name: "Time (UTC)", width: "104px" },
  { name: "Decision", width: "132px" },
  { name: "Rules" },
  { name: "Principal", width: "150px", minor: true },
  { name: "Route", width: "90px", minor: true },
];

/** Any number of decisions: only the pages in sight are asked for, only the rows in sight are drawn. */
export function DecisionTable(props: DecisionTableProps) {
  const first = useQuery({ ...guardDecisionsQuery(props.filter, 0), enabled: !props.paused });
  return (
    <Answered query={first} what="decisions">
      {({ total, reach }) =>
        total > 0 ? (
          <Rows {...props} total={total} about={reachText(reach)} />
        ) : props.narrowed ? (
          <p className="text-muted" role="status">
            No decision matches these filters. {reachText(reach)}
          </p>
        ) : (
          <Empty
            title="No decision is recorded here yet"
            command="bartizan gateway examples/guarded-chatbot/policy.yaml"
          >
            <p>Start a gateway in this workspace and send it something; its decisions come in here live.</p>
          </Empty>
        )
      }
    </Answered>
  );
}

function Rows({
  filter,
  paused,
  chosen,
  total,
  about,
}: DecisionTableProps & { readonly total: number; readonly about: string }) {
  const table = useRef<HTMLTableElement>(null);
  const view = useWindowedRows(total, table);
  const pages = [...new Set(view.shown.map((index) => Math.floor(index / decisionsPerPage)))];
  const answers = useQueries({
    queries: pages.map((page) => ({ ...guardDecisionsQuery(filter, page), enabled: !paused })),
  });
  const lineAt = (index: number): GuardDecisionLine | undefined =>
    answers[pages.indexOf(Math.floor(index / decisionsPerPage))]?.data?.items[index % decisionsPerPage];
  return (
    <>
      <p className="mb-1 text-xs text-muted" role="status">
        {amount(total)} shown{paused ? ", paused" : ", live"}. {about}
      </p>
      <table ref={table} aria-rowcount={total + 1} className="w-full table-fixed border-collapse">
        <caption className="sr-only">Decisions</caption>
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
  readonly line: GuardDecisionLine | undefined;
  readonly chosen: string | undefined;
}

function Row({ index, line, chosen }: RowProps) {
  return (
    <tr
      data-row
      aria-rowindex={index + 2}
      aria-current={line !== undefined && line.id === chosen ? "true" : undefined}
      style={{ height: rowHeight }}
      className="border-b border-line hover:bg-hover aria-[current]:bg-chosen"
    >
      {line === undefined ? (
        <td colSpan={heads.length} className="pl-2 text-faint">
          …
        </td>
      ) : (
        <>
          <td className="pl-2 whitespace-nowrap">
            <Go
              to="."
              keep
              search={{ decision: line.id }}
              title={line.at}
              className="underline decoration-edge underline-offset-3"
            >
              {line.at.slice(5, 10)} {line.at.slice(11, 16)}
            </Go>
          </td>
          <td>
            <ActionMark action={line.action} />
          </td>
          <td className="truncate pr-3">
            <Said line={line} />
          </td>
          <td className={`truncate pr-3 ${whenWide}`}>
            <ShownText text={line.principal.id} />
            {!line.principal.verified && <span className="text-xs text-muted"> claimed</span>}
          </td>
          <td className={`truncate pr-3 ${whenWide}`}>
            <ShownText text={line.route} />
          </td>
        </>
      )}
    </tr>
  );
}

/** Why, in one line; where the guard gave way, that first. */
function Said({ line }: { readonly line: GuardDecisionLine }) {
  const acting = line.rules.filter(({ mode }) => mode === "enforce").map(({ rule }) => rule);
  const watching = line.rules.filter(({ mode }) => mode !== "enforce").map(({ rule }) => rule);
  return (
    <>
      {line.breakGlass !== undefined && (
        <strong className="mr-2 font-semibold text-breached">glass broken</strong>
      )}
      {line.opened.length > 0 && <strong className="mr-2 font-semibold text-breached">failed open</strong>}
      {!line.decided && <span className="mr-2 text-muted">not decided by the guard</span>}
      {acting.join(", ")}
      {watching.length > 0 && (
        <span className="text-muted">
          {acting.length > 0 ? "; " : ""}
          {watching.join(", ")} only watched
          {line.wouldBe === line.action ? "" : `, else ${actionWord[line.wouldBe]}`}
        </span>
      )}
    </>
  );
}
