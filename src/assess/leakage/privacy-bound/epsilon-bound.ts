import type { RandomSource } from "../../../contracts/index.ts";
import {
  areaUnder,
  clopperPearson,
  permutation,
  ratioBounds,
  ratioLowerBound,
  rocCurve,
  type RocCurve,
} from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";

/** How an attack with one threshold did. */
export interface AttackCounts {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
}

/** `clopper-pearson` is exact; the others are large-sample bounds on the ratio itself. */
export const epsilonMethods = ["clopper-pearson", ...ratioBounds] as const;

export type EpsilonMethod = (typeof epsilonMethods)[number];

/**
 * The least ε of differential privacy that the outcome of an attack still allows, at the stated confidence. A mechanism with
 * (ε, δ) keeps TPR ≤ e^ε·FPR + δ, and the same for the rates of not being called; so ε ≥ ln((TPR − δ)/FPR). Whoever claims
 * less than this is refuted; a low bound proves nothing.
 *
 * `clopper-pearson` holds each rate at half of the remaining doubt.
 *
 * @throws RangeError unless the counts are whole numbers and each side has one
 * @example epsilonLowerBound({ truePositives: 500, falseNegatives: 0, falsePositives: 0, trueNegatives: 500 }, { confidence: 0.99 }) // 4.54
 */
export function epsilonLowerBound(
  counts: AttackCounts,
  options: {
    readonly confidence?: number;
    readonly method?: EpsilonMethod;
    /** Only with `clopper-pearson`. Default 0. */
    readonly delta?: number;
  } = {},
): number {
  const { confidence = 0.95, method = "clopper-pearson", delta = 0 } = options;
  const members = counts.truePositives + counts.falseNegatives;
  const others = counts.falsePositives + counts.trueNegatives;
  if (!(members > 0 && others > 0)) throw new RangeError("a bound needs members and non-members");
  const called = [
    { hits: counts.truePositives, n: members },
    { hits: counts.falsePositives, n: others },
  ] as const;
  if (method !== "clopper-pearson") {
    if (delta !== 0) throw new RangeError("only the exact method takes a delta");
    const ratio = ratioLowerBound(called[0], called[1], confidence, method);
    return Math.max(0, Math.log(ratio));
  }
  // Two-sided at this confidence leaves half of 1 − confidence in either tail, which is what each of the two may use.
  const high = clopperPearson(called[0].hits, called[0].n, confidence);
  const low = clopperPearson(called[1].hits, called[1].n, confidence);
  return Math.max(0, Math.log(Math.max(0, high.low - delta) / low.high));
}

export interface ScoredBound {
  readonly epsilon: number;
  readonly confidence: number;
  readonly threshold: number;
  /** Whether calling (`members`) or not calling (`non-members`) gave the bound. */
  readonly side: "members" | "non-members";
  readonly counts: AttackCounts;
}

/**
 * The bound from scores. The threshold and the side are chosen on one random half of the examples and the bound is computed
 * on the other: choosing and measuring on the same examples would claim a privacy loss that chance made.
 *
 * @param scores greater speaks for membership
 * @throws LEAKAGE_DATA_UNFIT when a half lacks members or non-members
 */
export function epsilonFromScores(
  scores: Float64Array,
  members: Uint8Array,
  random: RandomSource,
  options: { readonly confidence?: number; readonly delta?: number } = {},
): ScoredBound {
  const { confidence = 0.95, delta = 0 } = options;
  const order = permutation(scores.length, random.derive("halves"));
  const half = scores.length >> 1;
  const choosing = halfOf(scores, members, order.slice(0, half));
  const measuring = halfOf(scores, members, order.slice(half));
  if (Number.isNaN(areaUnder(choosing)) || Number.isNaN(areaUnder(measuring)))
    throw leakageErrors.dataUnfit("Each half needs members and non-members.");
  let best = { threshold: Infinity, side: "members" as ScoredBound["side"], epsilon: -1 };
  for (const { threshold, truePositives: hits, falsePositives: alarms } of choosing.points)
    for (const side of ["members", "non-members"] as const) {
      // Any rule may choose. This one is quick, and does not chase ratios over next to nothing.
      const epsilon = epsilonLowerBound(turned(splitOf(choosing, hits, alarms), side), {
        confidence,
        method: "adjusted",
      });
      if (epsilon > best.epsilon) best = { threshold, side, epsilon };
    }
  const counts = countsAt(measuring, best.threshold);
  const epsilon = epsilonLowerBound(turned(counts, best.side), { confidence, delta });
  return { epsilon, confidence, threshold: best.threshold, side: best.side, counts };
}

const halfOf = (scores: Float64Array, members: Uint8Array, rows: readonly number[]) =>
  rocCurve(
    Float64Array.from(rows, (row) => scores[row] ?? NaN),
    Uint8Array.from(rows, (row) => members[row] ?? 0),
  );

function countsAt(curve: RocCurve, threshold: number): AttackCounts {
  let [hits, alarms] = [0, 0];
  for (const point of curve.points) {
    if (point.threshold < threshold) break;
    [hits, alarms] = [point.truePositives, point.falsePositives];
  }
  return splitOf(curve, hits, alarms);
}

const splitOf = ({ positives, negatives }: RocCurve, hits: number, alarms: number): AttackCounts => ({
  truePositives: hits,
  falseNegatives: positives - hits,
  falsePositives: alarms,
  trueNegatives: negatives - alarms,
});

/** The same counts with "not called" as the event: non-members who are not called, against members who are not. */
const turned = (counts: AttackCounts, side: ScoredBound["side"]): AttackCounts =>
  side === "members"
    ? counts
    : {
        truePositives: counts.trueNegatives,
        falseNegatives: counts.falsePositives,
        falsePositives: counts.falseNegatives,
        trueNegatives: counts.truePositives,
      };
