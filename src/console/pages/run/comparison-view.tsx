import { useQuery } from "@tanstack/react-query";
import type { Comparison, RunDetail } from "../../../contracts/index.ts";
import { comparisonQuery, runsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { DotWhisker, type WhiskerRow } from "../../pictures/dot-whisker/dot-whisker.tsx";
import { differenceScale } from "../../pictures/dot-whisker/scale.ts";
import { dateTime } from "../../words/date.ts";
import { differenceText, points } from "../../words/rate.ts";
import { readSearch } from "./search.ts";

/** This run against an earlier one, case by case. The answer may be "cannot tell". */
export function ComparisonView({ detail }: { readonly detail: RunDetail }) {
  const [search, setSearch] = useSearchState(readSearch);
  const runs = useQuery(runsQuery(detail.system.id));
  const others = (runs.data ?? []).filter((run) => run.id !== detail.run.id);
  const baseline = search.baseline ?? detail.comparisons[0]?.baselineRun;
  if (runs.data !== undefined && others.length === 0)
    return (
      <Empty
        title="There is no other run to compare with"
        command={`bartizan assess system.yaml --baseline ${detail.run.id}`}
      >
        <p>A second run of this system can be held against this one, case by case.</p>
      </Empty>
    );
  return (
    <>
      <label className="mb-4 flex items-center gap-2">
        Baseline run
        <select
          className="field"
          value={baseline ?? ""}
          onChange={(event) => setSearch({ baseline: event.target.value })}
        >
          <option value="">choose a run</option>
          {others.map((run) => (
            <option key={run.id} value={run.id}>
              {run.id}, {dateTime(run.startedAt)}, {run.status}
            </option>
          ))}
        </select>
      </label>
      {baseline === undefined ? (
        <p className="text-muted">Choose the run to compare with.</p>
      ) : (
        <Against run={detail.run.id} baseline={baseline} />
      )}
    </>
  );
}

function Against({ run, baseline }: { readonly run: string; readonly baseline: string }) {
  const comparisons = useQuery(comparisonQuery(run, baseline));
  return (
    <Answered query={comparisons} what="comparison">
      {(list) => {
        if (list.length === 0)
          return (
            <p className="text-muted">
              The two runs share no check on the same target: nothing can be paired.
            </p>
          );
        const rows = list.map(rowOf);
        return (
          <div className="card max-w-[1100px] p-4">
            <h2 className="mb-2 text-lg font-semibold">Change of the breach rate since {baseline}</h2>
            <DotWhisker
              rows={rows}
              scale={differenceScale(rows.flatMap((row) => [row.low, row.high]))}
              format={points}
              caption="Change of the breach rate by check"
            />
            <ul className="mt-4 space-y-1.5">
              {list.map((comparison) => (
                <li key={`${comparison.check} ${comparison.target}`}>
                  <strong className="font-semibold">
                    {comparison.check}: {comparison.verdict.replaceAll("-", " ")}.
                  </strong>{" "}
                  {comparison.sentence}
                </li>
              ))}
            </ul>
          </div>
        );
      }}
    </Answered>
  );
}

const tone = { worse: "breached", better: "held", "no-worse": "held", "cannot-tell": "unscored" } as const;

function rowOf({
  check,
  target,
  pairs,
  broke,
  mended,
  difference,
  interval,
  verdict,
}: Comparison): WhiskerRow {
  const figure = `${points(difference)} (${differenceText(interval)})`;
  return {
    id: `${check} ${target}`,
    label: check,
    n: `${String(pairs)} pairs, ${String(broke)} broke, ${String(mended)} mended`,
    point: difference,
    low: interval.low,
    high: interval.high,
    state: tone[verdict],
    words: `${check} on ${target}: ${figure}, ${verdict.replaceAll("-", " ")}`,
    figure,
  };
}
