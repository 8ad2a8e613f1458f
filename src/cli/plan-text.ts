import type { AssessmentPlan } from "../app/index.ts";
import { percent } from "../stats/index.ts";
import { visibleText } from "../formats/index.ts";

/** A plan and what it may cost, before anything is sent. */
export function planText({ lanes, preview, system, seed }: AssessmentPlan): string {
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
    `  at most ${preview.requestsAtMost} requests${cost}; ${preview.requestsIfClean} if nothing breaches\n`,
  ].join("");
}
