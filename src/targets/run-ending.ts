import { BartizanError } from "../errors/index.ts";

/** How a run ends that a failure ended: nothing more may be spent, or nothing more may be sent. */
export type RunEnding = "budget-exhausted" | "stopped";

const endings: ReadonlyMap<string, RunEnding> = new Map([
  ["TARGETS_BUDGET_EXHAUSTED", "budget-exhausted"],
  ["TARGETS_KILL_SWITCH", "stopped"],
]);

/**
 * How a failure ends the run; nothing for one that only ends its trial.
 *
 * @example runEndingOf(error) // "budget-exhausted"
 */
export function runEndingOf(error: unknown): RunEnding | undefined {
  return error instanceof BartizanError ? endings.get(error.code) : undefined;
}

/** Whether a failure ends the run, and not only the trial it happened in. */
export const endsRun = (error: unknown): boolean => runEndingOf(error) !== undefined;
