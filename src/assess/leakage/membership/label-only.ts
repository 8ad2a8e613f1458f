import type { Interval } from "../../../contracts/index.ts";
import { differenceOfRates } from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";

export interface GapResult {
  readonly memberAccuracy: number;
  readonly nonMemberAccuracy: number;
  /** Their difference: how much better than a coin "it is right, so it was trained on" does, times two. */
  readonly advantage: number;
  readonly interval: Interval;
}

/**
 * The gap attack (Yeom et al. 2018): whoever is classified rightly is called a member. It needs labels only, and is the
 * least that any label-only attack has to beat.
 *
 * @param right 1: the model chose the true label
 * @throws LEAKAGE_DATA_UNFIT when the numbers differ, or members or non-members are missing
 */
export function labelOnlyGap(right: Uint8Array, members: Uint8Array, confidence = 0.95): GapResult {
  if (right.length !== members.length)
    throw leakageErrors.dataUnfit(`${right.length} answers need as many memberships, not ${members.length}.`);
  const counts = { in: { sum: 0, n: 0 }, out: { sum: 0, n: 0 } };
  for (const [row, member] of members.entries()) {
    const side = member === 1 ? counts.in : counts.out;
    side.n += 1;
    side.sum += right[row] === 1 ? 1 : 0;
  }
  if (counts.in.n === 0 || counts.out.n === 0)
    throw leakageErrors.dataUnfit("A gap needs both members and non-members.");
  const [a, b] = [counts.in.sum / counts.in.n, counts.out.sum / counts.out.n];
  return {
    memberAccuracy: a,
    nonMemberAccuracy: b,
    advantage: a - b,
    interval: differenceOfRates(counts.in, counts.out, confidence),
  };
}
