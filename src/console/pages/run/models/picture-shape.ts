import type { PictureShape } from "../../../pictures/image-pair/pixels.ts";

/** Largest side that is taken for a picture. */
const largest = 2048;

/** Rows of this shape as pictures: `[1, 8, 8]`, `[3, 32, 32]`, `[32, 32, 3]`, `[8, 8]`; undefined for other rows. */
export function pictureShape(shape: readonly number[]): PictureShape | undefined {
  const [a = 0, b = 0, c = 0] = shape;
  const sized = (
    height: number,
    width: number,
    channels: number,
    planes: boolean,
  ): PictureShape | undefined =>
    height > 1 && width > 1 && height <= largest && width <= largest
      ? { height, width, channels, planes }
      : undefined;
  if (shape.length === 2) return sized(a, b, 1, true);
  if (shape.length !== 3) return undefined;
  if (a === 1 || a === 3) return sized(b, c, a, true);
  return c === 1 || c === 3 ? sized(a, b, c, false) : undefined;
}
