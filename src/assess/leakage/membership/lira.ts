import { leakageErrors } from "../errors.ts";
import type { ShadowOutputs } from "./shadow-outputs.ts";

/**
 * `online` compares shadows that saw a row with those that did not, with a spread for each row: 64 shadows or more.
 * `online-fixed` shares one spread among all rows: better below 64. `offline` and `offline-fixed` use only shadows that did
 * not see the row, and ask one-sidedly whether the model is surer than they are.
 */
export const liraVariants = ["online", "online-fixed", "offline", "offline-fixed"] as const;

export type LiraVariant = (typeof liraVariants)[number];

/** What the shadows on one side of a row say. */
interface Side {
  /** Median for each row; NaN where no shadow is on this side. */
  readonly middles: Float64Array;
  /** Standard deviation about the median of the row; the shared one where fewer than two shadows say something. */
  readonly spreads: Float64Array;
  readonly shared: number;
}

/**
 * The likelihood-ratio attack of Carlini et al. (2022): one score a row, greater speaks for membership. The spread that
 * rows share is taken after each row is centred on its own median, for each side apart; taken over raw values it
 * measures how much rows differ from each other instead. Zero where the shadows say nothing of a row.
 *
 * @param audited ln p/(1−p) of the true label of each row, by the model under audit
 * @throws LEAKAGE_SHADOWS_TOO_FEW when one side has no shadow that says something
 */
export function lira(audited: Float64Array, shadows: ShadowOutputs, variant: LiraVariant): Float64Array {
  if (audited.length !== shadows.rows)
    throw leakageErrors.dataUnfit(`${audited.length} answers are not of the shadows' ${shadows.rows} rows.`);
  const fixed = variant.endsWith("-fixed");
  const online = variant.startsWith("online");
  const outside = sideOf(shadows, 0);
  const inside = online ? sideOf(shadows, 1) : undefined;
  return audited.map((value, row) => {
    const out = standing(value, outside, row, fixed);
    if (inside === undefined) return out.z;
    const within = standing(value, inside, row, fixed);
    if (Number.isNaN(out.raw) || Number.isNaN(within.raw)) return 0;
    return out.raw ** 2 / 2 - within.raw ** 2 / 2 + Math.log(out.spread / within.spread);
  });
}

function standing(
  value: number,
  side: Side,
  row: number,
  fixed: boolean,
): { readonly z: number; readonly raw: number; readonly spread: number } {
  const spread = fixed ? side.shared : (side.spreads[row] ?? side.shared);
  const raw = (value - (side.middles[row] ?? NaN)) / spread;
  return { z: Number.isNaN(raw) ? 0 : raw, raw, spread };
}

function sideOf({ models, rows, logits, members }: ShadowOutputs, wanted: 0 | 1): Side {
  const middles = new Float64Array(rows).fill(NaN);
  const spreads = new Float64Array(rows);
  const counts = new Uint32Array(rows);
  let [squares, seen, sums] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const values: number[] = [];
    for (let model = 0; model < models; model++)
      if (members[model * rows + row] === wanted) values.push(logits[model * rows + row] ?? 0);
    if (values.length === 0) continue;
    const middle = medianOf(values);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    middles[row] = middle;
    counts[row] = values.length;
    spreads[row] = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    for (const value of values) {
      squares += (value - middle) ** 2;
      sums += value - middle;
    }
    seen += values.length;
  }
  const shared = Math.sqrt(Math.max(0, squares / seen - (sums / seen) ** 2));
  if (!(shared > 0))
    throw leakageErrors.shadowsTooFew(
      `No two shadows that ${wanted === 1 ? "saw" : "did not see"} a row differ in what they say of it.`,
    );
  for (let row = 0; row < rows; row++)
    if ((counts[row] ?? 0) < 2 || spreads[row] === 0) spreads[row] = shared;
  return { middles, spreads, shared };
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? NaN)) / 2;
}
