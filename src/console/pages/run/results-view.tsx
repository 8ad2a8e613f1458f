import type { CheckProgress, CheckResult, RunDetail, RunSummary } from "../../../contracts/index.ts";
import { Part } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { DotWhisker } from "../../pictures/dot-whisker/dot-whisker.tsx";
import { differenceScale, rateScale } from "../../pictures/dot-whisker/scale.ts";
import { VerdictMark, VerdictSentence } from "../../pictures/verdict-mark/verdict-mark.tsx";
import { dateTime } from "../../words/date.ts";
import { percent, points } from "../../words/rate.ts";
import { ModelCard } from "./models/model-card.tsx";
import { rateRows, upliftRows } from "./rows.ts";
import { readSearch } from "./search.ts";
import { Shortfall } from "./shortfall.tsx";

/** Every check of the run, failing ones first as the run lists them; `?check=` narrows to one. */
export function ResultsView({
  detail,
  progress,
}: {
  readonly detail: RunDetail;
  readonly progress: RunSummary;
}) {
  const [search] = useSearchState(readSearch);
  const models = (detail.models ?? []).filter(
    (model) => search.check === undefined || model.check === search.check,
  );
  const shown = progress.checks.filter((check) => search.check === undefined || check.check === search.check);
  return (
    <>
      {search.check !== undefined && (
        <p className="mb-3">
          Only {search.check}.{" "}
          <Go to="." keep search={{ check: undefined }} className="link">
            Show all checks
          </Go>
        </p>
      )}
      <div className="grid gap-4 2xl:grid-cols-2">
        {shown.map((check) => (
          <CheckCard
            key={`${check.check} ${check.target}`}
            progress={check}
            run={progress.id}
            result={detail.results.find(
              (result) => result.check === check.check && result.target === check.target,
            )}
          />
        ))}
        {models.map((model) => (
          <ModelCard key={`${model.check} ${model.target}`} result={model} run={progress.id} />
        ))}
      </div>
    </>
  );
}

interface CheckCardProps {
  readonly progress: CheckProgress;
  readonly run: string;
  readonly result: CheckResult | undefined;
}

function CheckCard({ progress, run, result }: CheckCardProps) {
  const rows = rateRows(progress, result);
  const scale = rateScale(rows.flatMap((row) => [row.empty === true ? 0 : row.high, row.tolerance ?? 0]));
  const verdict = result?.verdict ?? progress.verdict;
  return (
    <section className="card p-4" aria-label={`${progress.title} on ${progress.target}`}>
      <header className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{progress.title}</h2>
        <p className="text-xs text-muted">
          <code className="font-mono">{progress.check}</code> on{" "}
          <code className="font-mono">{progress.target}</code>
        </p>
      </header>
      {verdict === undefined ? <VerdictMark kind={undefined} /> : <VerdictSentence verdict={verdict} />}
      <div className="mt-3">
        <DotWhisker rows={rows} scale={scale} format={percent} caption={`Rates of ${progress.title}`} />
        {rows.some((row) => row.tolerance !== undefined) && (
          <p className="mt-1 text-xs text-muted">
            Dashed line: the tolerance of the gate. The bar is the interval, the dot the estimate.
          </p>
        )}
      </div>
      {result !== undefined && <Result result={result} run={run} />}
      <p className="mt-3 flex flex-wrap gap-x-4 text-xs">
        <Go to="." keep search={{ view: "trials", check: progress.check }} className="link">
          Trials of this check
        </Go>
        {result !== undefined && (
          <Go to="/evidence/$run" params={{ run }} search={{ entry: String(result.entry) }} className="link">
            Decided {dateTime(result.decidedAt)}, entry {result.entry}
          </Go>
        )}
      </p>
    </section>
  );
}

function Result({ result, run }: { readonly result: CheckResult; readonly run: string }) {
  const rows = upliftRows(result.uplift);
  const { corpus } = result.attack;
  return (
    <>
      {rows.length > 0 && (
        <Part title="What each technique adds over the bare intent">
          <DotWhisker
            rows={rows}
            scale={differenceScale(rows.flatMap((row) => [row.low, row.high]))}
            format={points}
            caption={`Uplift by technique, ${result.title}`}
          />
        </Part>
      )}
      <Shortfall result={result} run={run} />
      <p className="mt-3 text-xs text-muted">
        Speaks of the corpus {corpus.pack} {corpus.version} ({corpus.cases} cases,{" "}
        {corpus.digest.slice(0, 12)}…), not of every attacker. Intervals: {result.attack.interval.method}
        {result.attack.interval.anytime ? ", valid whenever you look" : ""}.
        {result.stoppedEarly === undefined
          ? ""
          : ` Stopped after ${String(result.stoppedEarly.afterCases)} cases: ${result.stoppedEarly.why}`}
      </p>
    </>
  );
}
