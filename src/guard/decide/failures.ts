import type { DetectorFailure, GuardedExchange } from "../../contracts/index.ts";
import type { Applicable } from "../policy/applicable.ts";
import type { PreparedPolicy } from "../policy/prepare.ts";

/**
 * What a detector's failure means for an exchange. It stops traffic unless the policy wrote `onError: open`
 * at the detector, or at every enforced rule that rests on it. Where only monitoring rules rest on it, or
 * none, traffic goes on: monitoring never stops anything. Every failure that lets traffic pass is in the
 * record as `opened`.
 *
 * @param reason a sentence without content
 */
export function failureOf(
  prepared: PreparedPolicy,
  exchange: GuardedExchange,
  detector: string,
  reason: string,
): DetectorFailure {
  const opened = prepared.onError(detector) === "open" || !restsOn(prepared.applicable(exchange), detector);
  return { detector, opened, reason };
}

function restsOn({ bySignals }: Applicable, detector: string): boolean {
  return bySignals.some(({ rule }) => {
    const globs = rule.when.signals?.detectors;
    return (
      rule.mode === "enforce" &&
      rule.onError === "closed" &&
      rule.action !== "allow" &&
      (globs === undefined || globs.some((glob) => glob === detector || glob.includes("*")))
    );
  });
}

/** One failure for each detector: the first, and closed when any of its failures is. */
export function onePerDetector(failures: readonly DetectorFailure[]): DetectorFailure[] {
  const kept = new Map<string, DetectorFailure>();
  for (const failure of failures) {
    const before = kept.get(failure.detector);
    if (before === undefined || (before.opened && !failure.opened)) kept.set(failure.detector, failure);
  }
  return [...kept.values()].sort((a, b) => (a.detector < b.detector ? -1 : 1));
}
