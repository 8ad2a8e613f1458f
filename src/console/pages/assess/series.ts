import type { CheckProgress, RunSummary } from "../../../contracts/index.ts";
import type { WhiskerRow } from "../../pictures/dot-whisker/dot-whisker.tsx";
import { dateTime } from "../../words/date.ts";
import { amount, intervalText, percent, rateText } from "../../words/rate.ts";

/** One check on one target through the runs, newest first. */
export interface Series {
  readonly key: string;
  readonly title: string;
  readonly check: string;
  readonly target: string;
  readonly rows: readonly WhiskerRow[];
}

/** More runs than this and a picture is a wall; the list has them all. */
export const longestSeries = 20;

/** Groups the runs' checks; a check is followed by its id and target, not by its title. */
export function seriesOf(runs: readonly RunSummary[]): readonly Series[] {
  const newestFirst = [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const series = new Map<string, { title: string; check: string; target: string; rows: WhiskerRow[] }>();
  for (const run of newestFirst)
    for (const progress of run.checks) {
      const key = `${progress.check} ${progress.target}`;
      const known = series.get(key) ?? {
        title: progress.title,
        check: progress.check,
        target: progress.target,
        rows: [],
      };
      if (known.rows.length < longestSeries) known.rows.push(rowOf(run, progress));
      series.set(key, known);
    }
  return [...series].map(([key, one]) => ({ key, ...one }));
}

const state = { pass: "held", fail: "breached", inconclusive: "unscored" } as const;

function rowOf(run: RunSummary, { attack, atMost, verdict }: CheckProgress): WhiskerRow {
  const empty = attack.n === 0;
  return {
    id: run.id,
    run: run.id,
    label: dateTime(run.startedAt),
    n: `${amount(attack.n)} cases, ${verdict?.kind ?? "not decided"}`,
    point: attack.point,
    low: attack.interval.low,
    high: attack.interval.high,
    ...(atMost === undefined ? {} : { tolerance: atMost }),
    state:
      verdict === undefined
        ? "neutral"
        : verdict.kind === "fail" && verdict.because === "over-refusal"
          ? "held"
          : state[verdict.kind],
    empty,
    words: `${run.id}, ${dateTime(run.startedAt)}: ${rateText(attack)}, ${verdict?.kind ?? "not decided"}`,
    figure: empty ? "nothing scored yet" : `${percent(attack.point)} (${intervalText(attack.interval)})`,
  };
}
