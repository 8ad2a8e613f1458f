import type { Interval } from "../../../contracts/index.ts";
import {
  areaInterval,
  areaUnder,
  clopperPearson,
  pointAtFalsePositiveRate,
  rocCurve,
  type RocCurve,
} from "../../../stats/index.ts";

/** How many members are found at few false alarms, or why that cannot be said. */
export type LowRatePoint =
  | {
      readonly kind: "measured";
      /** The share of false positives aimed at. */
      readonly aimedAt: number;
      readonly truePositiveRate: number;
      readonly truePositiveInterval: Interval;
      readonly falsePositiveRate: number;
      readonly falsePositiveInterval: Interval;
      readonly threshold: number;
    }
  | {
      readonly kind: "refused";
      readonly aimedAt: number;
      readonly nonMembers: number;
      /** So many are needed before not one false positive would say anything about the rate. */
      readonly nonMembersNeeded: number;
    };

export interface MembershipResult {
  /** Such as `lira-online`. */
  readonly attack: string;
  readonly members: number;
  readonly nonMembers: number;
  /** 0.5: no better than a coin. */
  readonly area: number;
  readonly areaInterval: Interval;
  readonly atLowRates: readonly LowRatePoint[];
  readonly curve: RocCurve;
}

export interface MembershipOptions {
  /** Default 0.1 % and 1 %. */
  readonly rates?: readonly number[];
  /** Default 0.95. */
  readonly confidence?: number;
}

/**
 * What an attack's scores say about who was trained on. Each point comes with exact intervals on both axes. The threshold is
 * chosen by the non-members alone, so the interval of the members is exact; for an order statistic of the non-members the
 * interval of Clopper and Pearson contains the exact one.
 *
 * A rate is refused where there are fewer than 3 / rate non-members: below that even zero false positives leave it open
 * whether the true rate is the one aimed at.
 *
 * @param scores greater speaks for membership; one a row
 * @param members 1: trained on
 */
export function membershipResult(
  attack: string,
  scores: Float64Array,
  members: Uint8Array,
  options: MembershipOptions = {},
): MembershipResult {
  const { rates = [0.001, 0.01], confidence = 0.95 } = options;
  const curve = rocCurve(scores, members);
  return {
    attack,
    members: curve.positives,
    nonMembers: curve.negatives,
    area: areaUnder(curve),
    areaInterval: areaInterval(curve, confidence),
    atLowRates: rates.map((rate) => atRate(curve, rate, confidence)),
    curve,
  };
}

function atRate(curve: RocCurve, aimedAt: number, confidence: number): LowRatePoint {
  // 3 / 0.1 is a little more than 30 in floating point.
  const needed = Math.ceil(3 / aimedAt - 1e-9);
  if (curve.negatives < needed || curve.positives === 0)
    return { kind: "refused", aimedAt, nonMembers: curve.negatives, nonMembersNeeded: needed };
  const { threshold, truePositives, falsePositives } = pointAtFalsePositiveRate(curve, aimedAt);
  return {
    kind: "measured",
    aimedAt,
    truePositiveRate: truePositives / curve.positives,
    truePositiveInterval: clopperPearson(truePositives, curve.positives, confidence),
    falsePositiveRate: falsePositives / curve.negatives,
    falsePositiveInterval: clopperPearson(falsePositives, curve.negatives, confidence),
    threshold,
  };
}
