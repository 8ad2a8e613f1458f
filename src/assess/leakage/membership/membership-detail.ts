import { z } from "zod";
import type { JsonObject } from "../../../contracts/index.ts";
import { areaInterval, areaUnder, pointAtFalsePositiveRate, type RocCurve } from "../../../stats/index.ts";

/** What one attack on membership came to, short enough for a ledger: counts, from which every rate and interval follows. */
const attackSchema = z.object({
  attack: z.string().max(100),
  area: z.number(),
  areaLow: z.number(),
  areaHigh: z.number(),
  /** Along false positives, from few to all. */
  points: z.array(z.object({ tp: z.int().min(0), fp: z.int().min(0) })).max(1000),
});

const detailSchema = z.looseObject({
  members: z.int().min(1),
  nonMembers: z.int().min(1),
  /** Rows of the test data that the model was trained on too: they are left out. */
  inBoth: z.int().min(0),
  shadows: z.int().min(0),
  trainer: z.string().max(100).optional(),
  attacks: z.array(attackSchema).max(20),
});

export type MembershipDetail = z.output<typeof detailSchema>;
export type AttackDetail = z.output<typeof attackSchema>;

export const readMembershipDetail = (detail: JsonObject): MembershipDetail | undefined =>
  detailSchema.safeParse(detail).data;

/** Steps of a curve in each tenfold of false positives. */
const perDecade = 8;

/** A curve as counts: at rates evenly far apart on a logarithmic axis, from the least there is. */
export function attackDetail(attack: string, curve: RocCurve, confidence: number): AttackDetail {
  const { low, high } = areaInterval(curve, confidence);
  const steps = Math.ceil(Math.log10(Math.max(10, curve.negatives)) * perDecade);
  const rates = Array.from({ length: steps + 1 }, (_, i) => 10 ** ((i - steps) / perDecade));
  const points: { readonly tp: number; readonly fp: number }[] = [];
  for (const rate of rates) {
    const { truePositives: tp, falsePositives: fp } = pointAtFalsePositiveRate(curve, rate);
    if (points.at(-1)?.fp !== fp || points.at(-1)?.tp !== tp) points.push({ tp, fp });
  }
  return { attack, area: areaUnder(curve), areaLow: low, areaHigh: high, points };
}

/** The furthest point whose share of false positives does not exceed `rate`; members found at none where there is none. */
export const pointAt = ({ points }: AttackDetail, rate: number, nonMembers: number): number =>
  points.findLast(({ fp }) => fp <= rate * nonMembers + 1e-9)?.tp ?? 0;
