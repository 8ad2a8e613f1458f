import type { GradientModel, RandomSource } from "../../../contracts/index.ts";
import { predict, type Attack, type Example } from "../attack.ts";
import { rowsOf } from "../run/index.ts";
import { placeOf, type Picture } from "./picture.ts";

/** One square that is laid on every picture at one place. */
export interface Patch {
  readonly picture: Picture;
  readonly top: number;
  readonly left: number;
  readonly side: number;
  /** `[channels, side, side]`. */
  readonly values: Float64Array;
}

/** The picture with the patch on it. */
export function withPatch(row: Float64Array, { picture, top, left, side, values }: Patch): Float64Array {
  const result = row.slice();
  for (let c = 0; c < picture.channels; c++)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        result[placeOf(picture, c, top + y, left + x)] = values[(c * side + y) * side + x] ?? 0;
  return result;
}

/**
 * Makes one patch that misleads the model on many pictures (Brown et al., "Adversarial patch", 2017, at a fixed
 * place): ascent of the summed loss by signs, over examples that are then left out of the measuring.
 */
export async function trainPatch(
  model: GradientModel,
  examples: readonly Example[],
  at: { readonly picture: Picture; readonly top: number; readonly left: number; readonly side: number },
  options: {
    readonly random: RandomSource;
    readonly low: number;
    readonly high: number;
    readonly steps?: number;
  },
): Promise<Patch> {
  const { low, high, random, steps = 40 } = options;
  const values = Float64Array.from(
    { length: at.picture.channels * at.side * at.side },
    () => low + random.next() * (high - low),
  );
  const patch: Patch = { ...at, values };
  const labels = Int32Array.from(examples, ({ label }) => label);
  for (let step = 0; step < steps; step++) {
    const rows = rowsOf(examples.map(({ row }) => withPatch(row, patch)));
    const { gradients } = await model.lossAndGradient(rows, labels, "cross-entropy");
    const length = ((high - low) / 10) * (1 - step / steps);
    for (let k = 0; k < values.length; k++) {
      const [c, y, x] = [Math.floor(k / at.side ** 2), Math.floor(k / at.side) % at.side, k % at.side];
      const place = placeOf(at.picture, c, at.top + y, at.left + x);
      let slope = 0;
      for (let i = 0; i < rows.count; i++) slope += gradients[i * rows.width + place] ?? 0;
      values[k] = Math.min(high, Math.max(low, (values[k] ?? 0) + length * Math.sign(slope)));
    }
  }
  return patch;
}

/** Lays a patch on each picture: one query an example. */
export function patchAttack(patch: Patch): Attack {
  return {
    name: `universal-patch-${patch.side}`,
    access: "label",
    seeks: "transform",
    norm: "l2",
    *steps({ example, region }) {
      const row = withPatch(example.row, patch);
      region.project(row);
      region.settle(row);
      yield* predict(rowsOf([row]), () => `a patch of ${patch.side} × ${patch.side} pixels`);
      return undefined;
    },
  };
}
