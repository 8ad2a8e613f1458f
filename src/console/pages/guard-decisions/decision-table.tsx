import { useQueries, useQuery } from "@tanstack/react-query";
import type { GuardDecisionLine } from "../../../contracts/index.ts";
import { decisionsPerPage, guardDecisionsQuery, type DecisionFilter } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { ActionMark } from "../../pictures/action-mark/action-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { WindowedTable, type WindowedColumn } from "../../table/windowed-table.tsx";
import { actionWord, reachText } from "../../words/guard.ts";
import { amount } from "../../words/rate.ts";

interface DecisionTableProps {
  readonly filter: DecisionFilter;
  /** What is shown stays as it is while decisions go on. */
  readonly paused: boolean;
  readonly narrowed: boolean;
  readonly chosen: string | undefined;
}

const columns: readonly WindowedColumn<GuardDecisionLine>[] = [
  {
    name: "Time (UTC)",
    width: "104px",
    className: "whitespace-nowrap",
    cell: (line) => (
      <Go
        to="."
        keep
        search={{ decision: line.id }}
        title={line.at}
        className="underline decoration-edge underline-offset-3"
      >
        {line.at.slice(5, 10)} {line.at.slice(11, 16)}
      </Go>
    ),
  },
  { name: "Decision", width: "132px", cell: (line) => <ActionMark action={line.action} /> },
  { name: "Rules", cell: (line) => <Said line={line} /> },
  {
    name: "Principal",
    width: "150px",
    minor: true,
    cell: (line) => (
      <>
        <ShownText text={line.principal.id} />
        {!line.principal.verified && <span className="text-xs text-muted"> claimed</span>}
      </>
    ),
  },
  { name: "Route", width: "90px", minor: true, cell: (line) => <ShownText text={line.route} /> },
];

/** The decisions that fit a filter, any number of them. */
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
  const usePages = (pages: readonly number[]) =>
    useQueries({
      queries: pages.map((page) => ({ ...guardDecisionsQuery(filter, page), enabled: !paused })),
    }).map(({ data }) => data?.items);
  return (
    <>
      <p className="mb-1 text-xs text-muted" role="status">
        {amount(total)} shown{paused ? ", paused" : ", live"}. {about}
      </p>
      <WindowedTable
        caption="Decisions"
        columns={columns}
        whenWide="hidden @min-[720px]:table-cell"
        total={total}
        perPage={decisionsPerPage}
        usePages={usePages}
        isChosen={(line) => line.id === chosen}
      />
    </>
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
