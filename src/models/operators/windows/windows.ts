import { modelsErrors } from "../../errors.ts";
import type { Attributes } from "../attributes.ts";

/** How windows slide over the axes of pictures (two) or of sequences (one), by axis. */
export interface Windows {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly before: readonly number[];
  readonly behind: readonly number[];
  /** How many windows there are. */
  readonly count: readonly number[];
}

/**
 * @param sizes of what they slide over, without batch and channels
 * @throws MODELS_UNSUPPORTED_OPERATOR for more than two axes
 */
export function windowsOf(
  attributes: Attributes,
  sizes: readonly number[],
  kernel: readonly number[],
): Windows {
  const rank = sizes.length;
  if (rank < 1 || rank > 2)
    throw modelsErrors.unsupportedOperator(`${attributes.node.op} over ${rank} axes is not computed here.`);
  const strides = attributes.ints("strides") ?? sizes.map(() => 1);
  const dilations = attributes.ints("dilations") ?? sizes.map(() => 1);
  const spans = kernel.map((size, axis) => (size - 1) * (dilations[axis] ?? 1) + 1);
  const auto = attributes.text("auto_pad", "NOTSET");
  const isCeil = attributes.int("ceil_mode", 0) === 1;
  const pads = attributes.ints("pads") ?? Array.from({ length: 2 * rank }, () => 0);
  const before: number[] = [];
  const behind: number[] = [];
  const count: number[] = [];
  for (const [axis, size] of sizes.entries()) {
    const stride = strides[axis] ?? 1;
    const span = spans[axis] ?? 1;
    if (auto === "SAME_UPPER" || auto === "SAME_LOWER") {
      const windows = Math.ceil(size / stride);
      const total = Math.max(0, (windows - 1) * stride + span - size);
      const less = Math.floor(total / 2);
      before.push(auto === "SAME_UPPER" ? less : total - less);
      behind.push(auto === "SAME_UPPER" ? total - less : less);
      count.push(windows);
      continue;
    }
    const first = auto === "VALID" ? 0 : (pads[axis] ?? 0);
    const last = auto === "VALID" ? 0 : (pads[axis + rank] ?? 0);
    before.push(first);
    behind.push(last);
    const exact = (size + first + last - span) / stride;
    let windows = (isCeil ? Math.ceil(exact) : Math.floor(exact)) + 1;
    // A window that would begin in the padding behind is left out.
    if (isCeil && (windows - 1) * stride >= size + first) windows -= 1;
    count.push(Math.max(0, windows));
  }
  return { kernel, strides, dilations, before, behind, count };
}

/** The same windows with a second axis of size 1 in front where there is only one. */
export function onPictures(windows: Windows): Windows {
  if (windows.kernel.length === 2) return windows;
  return {
    kernel: [1, ...windows.kernel],
    strides: [1, ...windows.strides],
    dilations: [1, ...windows.dilations],
    before: [0, ...windows.before],
    behind: [0, ...windows.behind],
    count: [1, ...windows.count],
  };
}

/**
 * Visits what every window covers: `at` is the place in the picture, `tap` the place in the kernel, `to` the window.
 * Places in the padding are left out.
 */
export function eachTap(
  { kernel, strides, dilations, before, count }: Windows,
  height: number,
  width: number,
  visit: (to: number, tap: number, at: number) => void,
): void {
  const [kh = 1, kw = 1] = kernel;
  const [sh = 1, sw = 1] = strides;
  const [dh = 1, dw = 1] = dilations;
  const [top = 0, left = 0] = before;
  const [rows = 0, columns = 0] = count;
  for (let oy = 0; oy < rows; oy++)
    for (let ox = 0; ox < columns; ox++)
      for (let ky = 0; ky < kh; ky++) {
        const y = oy * sh + ky * dh - top;
        if (y < 0 || y >= height) continue;
        for (let kx = 0; kx < kw; kx++) {
          const x = ox * sw + kx * dw - left;
          if (x >= 0 && x < width) visit(oy * columns + ox, ky * kw + kx, y * width + x);
        }
      }
}

/** The last two axes as a picture: one axis is a picture of one row. */
export const pictureOf = (sizes: readonly number[]): readonly [height: number, width: number] =>
  sizes.length === 1 ? [1, sizes[0] ?? 0] : [sizes[0] ?? 0, sizes[1] ?? 0];
