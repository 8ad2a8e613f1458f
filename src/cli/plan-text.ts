import type { AssessmentPlan, ModelPreview, ModelsPlan } from "../app/index.ts";
import { percent } from "../stats/index.ts";
import { visibleText } from "../formats/index.ts";

/** A plan and what it may cost, before anything is sent. */
export function planText(
  { lanes, preview, system, seed }: AssessmentPlan,
  models: Pick<ModelsPlan, "checks" | "passedOver">,
): string {
  const checks = lanes.map(({ check, target, cases, gate, leftOut }) => {
    const count = (arm: string): number => cases.filter((item) => item.arm === arm).length;
    const goal =
      gate === undefined ? "no gate" : `gate ${percent(gate.atMost)} at ${percent(gate.confidence)}`;
    const left = leftOut.length === 0 ? "" : `, ${leftOut.length} left out`;
    return `  ${check} on ${target}\n    ${count("attack")} attacks, ${count("baseline")} bare, ${count("benign")} twins${left}; ${goal}\n`;
  });
  const cost =
    preview.costAtMost === undefined
      ? ""
      : `, at most ${preview.costAtMost.amount.toFixed(2)} ${preview.costAtMost.currency} (estimated)`;
  return [
    `Plan for ${visibleText(system.name)} (seed ${seed})\n`,
    ...checks,
    ...(lanes.length === 0
      ? []
      : [
          `  at most ${preview.requestsAtMost} requests${cost}; ${preview.requestsIfClean} if nothing breaches\n`,
        ]),
    ...models.checks.map(modelText),
    ...models.passedOver.map(
      ({ check, target, why }) => `  not run: ${check} on ${target}: ${visibleText(why)}\n`,
    ),
    ...(models.checks.length < 2
      ? []
      : [
          `  at most ${grouped(models.checks.reduce((sum, { queries }) => sum + queries, 0))} rows asked for in all\n`,
        ]),
  ].join("");
}

function modelText({
  check,
  target,
  units,
  queries,
  leftOut,
  notes,
  atMost,
  confidence,
  seconds,
}: ModelPreview): string {
  const goal = atMost === undefined ? "no gate" : `gate ${percent(atMost)} at ${percent(confidence)}`;
  const left = leftOut === 0 ? "" : `, ${leftOut} left out`;
  const time =
    seconds === undefined
      ? "; how long is not known before the first answers"
      : seconds.atMost === undefined
        ? `; at least ${duration(seconds.atLeast ?? 0)} ${seconds.because}`
        : `; at most ${duration(seconds.atMost)} ${seconds.because}`;
  return `  ${check} on ${target}\n    ${grouped(units)} ${units === 1 ? "unit" : "units"}${left}; ${goal}\n    at most ${grouped(queries)} rows asked for${time}\n${notes.map((note) => `    ${visibleText(note)}\n`).join("")}`;
}

const grouped = (count: number): string => count.toLocaleString("en");

function duration(seconds: number): string {
  if (seconds < 1) return "1 s";
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}
