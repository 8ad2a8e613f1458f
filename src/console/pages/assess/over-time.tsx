import type { RunSummary } from "../../../contracts/index.ts";
import { Empty } from "../../frame/empty.tsx";
import { DotWhisker } from "../../pictures/dot-whisker/dot-whisker.tsx";
import { rateScale } from "../../pictures/dot-whisker/scale.ts";
import { percent } from "../../words/rate.ts";
import { seriesOf } from "./series.ts";

/**
 * Each check's breach rate through the runs. Intervals side by side are a hint and no test: whether a
 * run is worse than another is answered case by case, in the run's comparison.
 */
export function OverTime({ runs }: { readonly runs: readonly RunSummary[] }) {
  const all = seriesOf(runs);
  if (all.length === 0)
    return (
      <Empty title="No check has run on this system" command="bartizan assess system.yaml">
        <p>With every run a row is added here for each check.</p>
      </Empty>
    );
  const scale = rateScale(
    all.flatMap(({ rows }) =>
      rows.flatMap((row) => (row.empty === true ? [] : [row.high, row.tolerance ?? 0])),
    ),
  );
  return (
    <>
      <p className="mb-3 text-muted">
        Breach rates on one scale, newest run first; the dashed line is the tolerance. Overlapping intervals
        do not say that two runs are equal: a run&apos;s comparison answers that, case by case.
      </p>
      <div className="grid gap-4 2xl:grid-cols-2">
        {all.map(({ key, title, check, target, rows }) => (
          <section key={key} className="card p-4" aria-label={`${title} on ${target}`}>
            <header className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
              <h2 className="text-lg font-semibold">{title}</h2>
              <p className="text-xs text-muted">
                <code className="font-mono">{check}</code> on <code className="font-mono">{target}</code>
              </p>
            </header>
            <DotWhisker
              rows={rows}
              scale={scale}
              format={percent}
              caption={`Breach rate of ${title} by run`}
            />
          </section>
        ))}
      </div>
    </>
  );
}
