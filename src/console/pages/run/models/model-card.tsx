import type { ModelMeasure, ModelResult } from "../../../../contracts/index.ts";
import { unitOutcomes } from "../../../../contracts/index.ts";
import { shortNumber } from "../../../../report/curves/index.ts";
import { Facts, Part } from "../../../frame/facts.tsx";
import { Go } from "../../../frame/go.tsx";
import { CurvePlot } from "../../../pictures/curve-plot/curve-plot.tsx";
import { VerdictSentence } from "../../../pictures/verdict-mark/verdict-mark.tsx";
import { dateTime } from "../../../words/date.ts";
import { amount, percent } from "../../../words/rate.ts";
import { unitWord } from "../../../words/unit.ts";
import { ExampleTable } from "./example-table.tsx";

/** One check on one predicting model: what was measured, as pictures, and the rows that show it. */
export function ModelCard({ result, run }: { readonly result: ModelResult; readonly run: string }) {
  const { units, caveats, leftOut } = result;
  const curves = result.measures.filter((measure) => measure.kind === "curve");
  const others = result.measures.filter((measure) => measure.kind !== "curve");
  return (
    <section className="card @container p-4" aria-label={`${result.title} on ${result.target}`}>
      <header className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{result.title}</h2>
        <p className="text-xs text-muted">
          <code className="font-mono">{result.check}</code> on{" "}
          <code className="font-mono">{result.target}</code>
        </p>
      </header>
      <p className="mb-2 max-w-[90ch] text-muted">{result.about}</p>
      <VerdictSentence verdict={result.verdict} />
      {others.length > 0 && (
        <div className="mt-3">
          <Facts facts={others.map((measure) => [measure.title, numberText(measure)])} />
        </div>
      )}
      {curves.length > 0 && (
        <div className={`mt-4 grid gap-4 ${curves.length > 1 ? "@min-[760px]:grid-cols-2" : ""}`}>
          {curves.map((curve) => (
            <section key={curve.id}>
              <h3 className="eyebrow mb-1.5">{curve.title}</h3>
              <CurvePlot curve={curve} />
            </section>
          ))}
        </div>
      )}
      <Part title="Rows that show it, worst first">
        <ExampleTable result={result} />
      </Part>
      <p className="mt-3 text-xs text-muted">
        {amount(units.examined)} of {amount(units.planned)} planned were examined:{" "}
        {unitOutcomes
          .filter((outcome) => (units.outcomes[outcome] ?? 0) > 0)
          .map((outcome) => `${amount(units.outcomes[outcome] ?? 0)} ${unitWord[outcome]}`)
          .join(", ") || "none yet"}
        . {amount(result.queries)} queries spent.
        {leftOut.map(({ reason, units: count }) => ` ${amount(count)} left out: ${reason}.`).join("")}
      </p>
      {caveats.length > 0 && (
        <ul className="mt-2 max-w-[90ch] list-disc space-y-1 pl-5 text-xs text-muted">
          {caveats.map((caveat) => (
            <li key={caveat}>{caveat}</li>
          ))}
        </ul>
      )}
      {result.entry > 0 && (
        <p className="mt-3 text-xs">
          <Go to="/evidence/$run" params={{ run }} search={{ entry: String(result.entry) }} className="link">
            Decided {dateTime(result.decidedAt)}, entry {result.entry}
          </Go>
        </p>
      )}
    </section>
  );
}

function numberText(measure: Exclude<ModelMeasure, { kind: "curve" }>): string {
  if (measure.kind === "refused") return `not measured: ${measure.why}`;
  const { value, unit, n, interval } = measure;
  const share = unit === undefined && value >= 0 && value <= 1;
  const say = (number: number, towards: "nearest" | "up" | "down"): string =>
    share ? percent(number, towards) : shortNumber(number);
  const range =
    interval === undefined
      ? ""
      : ` (${say(interval.low, "down")} to ${say(interval.high, "up")} at ${percent(interval.confidence)})`;
  return `${say(value, "nearest")}${unit === undefined ? "" : ` ${unit}`}${range}, n = ${amount(n)}`;
}
