import type { RandomSource } from "../../../contracts/index.ts";
import type { LabelledRows } from "../trainer.ts";

/** Clouds of points, a class each, around corners; some labels are noise, which only memory can get right. */
export function blobs(
  random: RandomSource,
  { count, classes, width, noise }: { count: number; classes: number; width: number; noise: number },
): LabelledRows {
  const normal = (): number => Array.from({ length: 12 }, () => random.next()).reduce((a, b) => a + b, -6);
  const data = new Float64Array(count * width);
  const labels = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const kind = row % classes;
    for (let i = 0; i < width; i++) data[row * width + i] = normal() + (i % classes === kind ? 3 : 0);
    labels[row] = random.next() < noise ? random.integer(classes) : kind;
  }
  return { rows: { count, width, data }, labels, classes };
}

/** The class of greatest chance. */
export function choices(chances: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: chances.length / classes }, (_, row) => {
    const own = chances.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}
