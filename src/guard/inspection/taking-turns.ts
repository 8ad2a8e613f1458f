import { setImmediate } from "node:timers/promises";

/** Microseconds of work after which others have their turn. */
const longestTurn = 10_000;

/**
 * For one check: called between two steps of its work, it gives something to wait for whenever the check has kept
 * the thread for 10 ms, so that a long text stops neither other exchanges nor the timer of its own deadline.
 * Rejects once `until` has aborted: nobody waits for the outcome, and the rest of the work is not done.
 */
export function takingTurns(micros: () => number, until?: AbortSignal): () => Promise<void> | undefined {
  let began = micros();
  return () => {
    if (micros() - began < longestTurn) return undefined;
    return setImmediate().then(() => {
      until?.throwIfAborted();
      began = micros();
    });
  };
}
