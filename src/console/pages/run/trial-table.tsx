import { useQueries, useQuery } from "@tanstack/react-query";
import type { TrialLine } from "../../../contracts/index.ts";
import { trialPageQuery, trialsPerPage, type TrialFilter } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Go } from "../../frame/go.tsx";
import { OutcomeMark } from "../../frame/outcome-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { WindowedTable, type WindowedColumn } from "../../table/windowed-table.tsx";
import { amount } from "../../words/rate.ts";

interface TrialTableProps {
  readonly run: string;
  readonly filter: TrialFilter;
  readonly chosen: string | undefined;
}

const columns: readonly WindowedColumn<TrialLine>[] = [
  {
    name: "Entry",
    width: "64px",
    cell: (line) => (
      <Go
        to="."
        keep
        search={{ trial: String(line.entry) }}
        className="font-mono text-xs underline decoration-edge underline-offset-3"
      >
        {line.entry}
      </Go>
    ),
  },
  { name: "Outcome", width: "104px", cell: (line) => <OutcomeMark outcome={line.outcome} /> },
  { name: "Arm", width: "76px", cell: (line) => line.arm },
  { name: "Intent", width: "172px", cell: (line) => line.intent },
  { name: "Technique", width: "134px", cell: (line) => line.technique },
  { name: "Surface", width: "100px", minor: true, cell: (line) => line.surface },
  { name: "Why", minor: true, title: (line) => line.why, cell: (line) => <ShownText text={line.why} /> },
];

/** The trials of a run that fit a filter, any number of them. */
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
  const usePages = (pages: readonly number[]) =>
    useQueries({ queries: pages.map((page) => trialPageQuery(run, filter, page)) }).map(
      ({ data }) => data?.items,
    );
  return (
    <>
      <p className="mb-1 text-xs text-muted">{amount(total)} trials, in the order of the ledger</p>
      <WindowedTable
        caption="Trials"
        columns={columns}
        whenWide="hidden @min-[820px]:table-cell"
        total={total}
        perPage={trialsPerPage}
        usePages={usePages}
        isChosen={(line) => String(line.entry) === chosen}
      />
    </>
  );
}
