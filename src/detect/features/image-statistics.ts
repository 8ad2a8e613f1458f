import type { FeatureRow } from "../../contracts/index.ts";

/**
 * Statistics of a grey image, as a row for `profileFeatures` and `inspectFeatures`: perturbations add noise and
 * high frequencies, patches are blocks unlike all others.
 *
 * `noise`: standard deviation by Immerkær's fast estimate (1996), in units of the pixels. `highFrequency`: energy
 * of the differences of neighbours as a share of the image's variance. `saturated`: share of pixels at either end
 * of the range. `patch`: how far the least ordinary 8×8 block lies from the median of all, in median absolute
 * deviations of the logarithm of their variance.
 *
 * @param pixels row by row; values outside of the range and not finite count as saturated
 * @throws RangeError when there are not `width` times `height` pixels, or fewer than 16 by 16
 */
export function imageStatistics(
  pixels: readonly number[],
  size: { readonly width: number; readonly height: number },
  range: readonly [number, number] = [0, 255],
): FeatureRow {
  const { width, height } = size;
  if (width < 16 || height < 16 || pixels.length !== width * height)
    throw new RangeError("An image has width times height pixels, at least 16 by 16.");
  const [low, high] = range;
  let saturated = 0;
  const grey = Float64Array.from(pixels, (pixel) => {
    if (pixel > low && pixel < high) return pixel;
    saturated += 1;
    return pixel >= high ? high : low;
  });
  const at = (x: number, y: number): number => grey[y * width + x] ?? 0;
  let [laplace, steps] = [0, 0];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
      const sides = at(x, y - 1) + at(x, y + 1) + at(x - 1, y) + at(x + 1, y);
      laplace += Math.abs(corners - 2 * sides + 4 * at(x, y));
      steps += (at(x, y) - at(x - 1, y)) ** 2 + (at(x, y) - at(x, y - 1)) ** 2;
    }
  const inner = (width - 2) * (height - 2);
  const variance = varianceOf(grey);
  return {
    noise: (Math.sqrt(Math.PI / 2) * laplace) / (6 * inner),
    highFrequency: variance === 0 ? 0 : steps / (2 * inner * variance),
    saturated: saturated / pixels.length,
    patch: oddestBlock(grey, width, height, (high - low) ** 2 * 1e-6),
  };
}

function oddestBlock(grey: Float64Array, width: number, height: number, floor: number): number {
  const block = 8;
  const logs: number[] = [];
  for (let y = 0; y + block <= height; y += block)
    for (let x = 0; x + block <= width; x += block) {
      const values = new Float64Array(block * block);
      for (let i = 0; i < block; i++)
        values.set(grey.subarray((y + i) * width + x, (y + i) * width + x + block), i * block);
      logs.push(Math.log(varianceOf(values) + floor));
    }
  const middle = median(logs);
  const deviation = median(logs.map((log) => Math.abs(log - middle)));
  return Math.max(...logs.map((log) => Math.abs(log - middle))) / Math.max(deviation, 0.1);
}

function varianceOf(values: Float64Array): number {
  let [mean, squares] = [0, 0];
  values.forEach((value, i) => {
    const off = value - mean;
    mean += off / (i + 1);
    squares += off * (value - mean);
  });
  return squares / values.length;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
