import type { CurvePoint, Interval } from "../../../contracts/index.ts";
import { clopperPearson, wilson } from "../../../stats/index.ts";
import type { ExampleRecord } from "../attack.ts";
import type { Norm } from "../distances.ts";

/** How the examples of one attack, or of the worst of several, came out. */
export interface OutcomeCounts {
  readonly examples: number;
  readonly cleanWrong: number;
  readonly success: number;
  readonly failed: number;
  readonly refused: number;
  readonly initFailed: number;
}

export function countOutcomes(records: readonly ExampleRecord[]): OutcomeCounts {
  const count = (outcome: ExampleRecord["outcome"]): number =>
    records.filter((record) => record.outcome === outcome).length;
  return {
    examples: records.length,
    cleanWrong: count("clean-wrong"),
    success: count("success"),
    failed: count("failed-within-budget"),
    refused: count("refused"),
    initFailed: count("init-failed"),
  };
}

/** A share with its interval, of a stated number. */
export interface Rate {
  readonly count: number;
  readonly n: number;
  readonly rate: number;
  readonly interval: Interval;
}

export type IntervalMethod = "wilson" | "clopper-pearson";

const intervalOf = (count: number, n: number, method: IntervalMethod, confidence: number): Interval =>
  method === "wilson" ? wilson(count, n, confidence) : clopperPearson(count, n, confidence);

/**
 * Success among the examples that the model had right and that were attacked. Attacks that did not begin stand in
 * neither number: they are counted apart, and never as robust.
 */
export function attackSuccess(
  records: readonly ExampleRecord[],
  method: IntervalMethod = "clopper-pearson",
  confidence = 0.95,
): Rate {
  const { success, failed } = countOutcomes(records);
  const n = success + failed;
  return {
    count: success,
    n,
    rate: n === 0 ? NaN : success / n,
    interval: intervalOf(success, n, method, confidence),
  };
}

/** The share of all examples answered rightly before and under attack; what could not be attacked is left out of n. */
export function robustAccuracy(
  records: readonly ExampleRecord[],
  method: IntervalMethod = "clopper-pearson",
  confidence = 0.95,
): Rate {
  const { failed, success, cleanWrong } = countOutcomes(records);
  const n = failed + success + cleanWrong;
  return {
    count: failed,
    n,
    rate: n === 0 ? NaN : failed / n,
    interval: intervalOf(failed, n, method, confidence),
  };
}

/**
 * Security curve from attacks at several radii: at each ε the success rate, with its interval. Each example is
 * taken as fallen at ε when it fell at that or any smaller radius: an attacker with more room can do what one with
 * less did.
 */
export function curveOverRadii(
  attacked: readonly { readonly epsilon: number; readonly records: readonly ExampleRecord[] }[],
  method: IntervalMethod = "clopper-pearson",
  confidence = 0.95,
): readonly CurvePoint[] {
  const fallen = new Set<string>();
  return attacked
    .toSorted((a, b) => a.epsilon - b.epsilon)
    .map(({ epsilon, records }) => {
      for (const { id, outcome } of records) if (outcome === "success") fallen.add(id);
      const seen = records.filter(
        ({ id, outcome }) => outcome === "success" || outcome === "failed-within-budget" || fallen.has(id),
      );
      const count = seen.filter(({ id }) => fallen.has(id)).length;
      const n = seen.length;
      return {
        x: epsilon,
        y: n === 0 ? NaN : count / n,
        n,
        interval: intervalOf(count, n, method, confidence),
      };
    });
}

/** Security curve from one attack that seeks the nearest row: the share of examples nearer than each radius. */
export function curveOfDistances(
  records: readonly ExampleRecord[],
  norm: Norm,
  radii: readonly number[],
  method: IntervalMethod = "clopper-pearson",
  confidence = 0.95,
): readonly CurvePoint[] {
  const attacked = records.filter(
    ({ outcome }) => outcome === "success" || outcome === "failed-within-budget",
  );
  const n = attacked.length;
  return radii.map((radius) => {
    const count = attacked.filter(({ distances }) => (distances?.[norm] ?? Infinity) <= radius).length;
    return { x: radius, y: n === 0 ? NaN : count / n, n, interval: intervalOf(count, n, method, confidence) };
  });
}
