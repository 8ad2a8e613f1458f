import { leakageErrors } from "../errors.ts";
import { probabilityOf, type ShadowOutputs } from "./shadow-outputs.ts";

export interface RmiaOptions {
  /** Rows to compare with; those known not to be members are best. Default: all rows. */
  readonly population?: readonly number[];
  /** `offline` uses only shadows that did not see a row. Default `online`. */
  readonly mode?: "online" | "offline";
  /** How much surer a shadow is thought to be of a row it saw; offline only. Default 0.3. */
  readonly offlineScale?: number;
  /** By how much a row has to beat another. Default 1. */
  readonly gamma?: number;
}

/**
 * The robust attack of Zarifzadeh et al. (2024): the share of other rows that a row beats in p(row) / mean p(row) of the
 * shadows. Rows that beat equally many are ordered by that ratio itself; left tied, the top of the curve would collapse
 * into one point and the rate at few false positives would read zero.
 *
 * @param audited ln p/(1−p) of the true label of each row, by the model under audit
 * @returns one score a row in [0, 1], greater speaks for membership
 */
export function rmia(audited: Float64Array, shadows: ShadowOutputs, options: RmiaOptions = {}): Float64Array {
  const { mode = "online", offlineScale = 0.3, gamma = 1 } = options;
  if (audited.length !== shadows.rows)
    throw leakageErrors.dataUnfit(`${audited.length} answers are not of the shadows' ${shadows.rows} rows.`);
  const usual = usualConfidence(shadows, mode, offlineScale);
  const ratios = audited.map((logit, row) => probabilityOf(logit) / (usual[row] ?? 1));
  const population = options.population ?? Array.from({ length: shadows.rows }, (_, row) => row);
  if (population.length === 0) throw leakageErrors.dataUnfit("There is no row to compare with.");
  const others = Float64Array.from(population, (row) => ratios[row] ?? NaN).sort();
  return ratios.map(
    (ratio) => (countBelow(others, ratio / gamma) + ratio / (1 + ratio)) / (others.length + 1),
  );
}

/** The mean probability of each row over models that saw it and models that did not, in equal parts. */
function usualConfidence(
  { models, rows, logits, members }: ShadowOutputs,
  mode: "online" | "offline",
  scale: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const sums = [0, 0];
    const counts = [0, 0];
    for (let model = 0; model < models; model++) {
      const side = members[model * rows + row] === 1 ? 1 : 0;
      sums[side] = (sums[side] ?? 0) + probabilityOf(logits[model * rows + row] ?? 0);
      counts[side] = (counts[side] ?? 0) + 1;
    }
    const [out = 0, within = 0] = sums;
    const [outs = 0, ins = 0] = counts;
    const all = (out + within) / models;
    const outside = outs > 0 ? out / outs : all;
    if (mode === "offline") return ((1 + scale) * outside + (1 - scale)) / 2;
    return (outside + (ins > 0 ? within / ins : 1)) / 2;
  });
}

/** How many of the sorted values lie below. */
function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
