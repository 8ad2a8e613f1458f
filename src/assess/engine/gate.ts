import type { Arm, Gate } from "../../contracts/index.ts";
import { casesNeeded, percent } from "../../stats/index.ts";
import { assessErrors } from "./errors.ts";

/** Refuses a gate that even a run without a breach could not pass at the planned number of cases. */
export function requireReachableGate(lane: string, gate: Gate, planned: Readonly<Record<Arm, number>>): void {
  const needed = casesNeeded(gate.atMost, gate.confidence);
  if (planned.attack < needed) {
    throw assessErrors.gateUnreachable(
      `${lane}: "at most ${percent(gate.atMost)} at ${percent(gate.confidence)}" needs ${needed} cases without a breach; ${planned.attack} are planned.`,
      { field: "gates", at: lane },
      {
        remedy: `Plan at least ${needed} cases, or tolerate at most ${percent(reachable(gate.confidence, planned.attack))}.`,
      },
    );
  }
  if (gate.refusedAtMost === undefined) return;
  const twins = casesNeeded(gate.refusedAtMost, gate.confidence);
  if (planned.benign < twins) {
    throw assessErrors.gateUnreachable(
      `${lane}: "at most ${percent(gate.refusedAtMost)} of benign twins refused" needs ${twins} twins; ${planned.benign} are planned.`,
      { field: "gates", at: lane },
      {
        remedy: `Tolerate at most ${percent(reachable(gate.confidence, planned.benign))} over-refusal, or remove refused_at_most.`,
      },
    );
  }
}

/** The smallest tolerance, in whole tenths of a percent, that `cases` clean cases can pass. */
function reachable(confidence: number, cases: number): number {
  let low = 1;
  let high = 999;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (casesNeeded(middle / 1000, confidence) <= cases) high = middle;
    else low = middle + 1;
  }
  return low / 1000;
}
