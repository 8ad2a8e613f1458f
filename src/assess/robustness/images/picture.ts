/** A picture laid out `[channels, height, width]`, row by row. */
export interface Picture {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** The layout of `[channels, height, width]` or `[height, width]`; undefined where a row is no picture. */
export function pictureOf(shape: readonly number[], numbers: number): Picture | undefined {
  const [channels, height, width] = shape.length === 2 ? [1, ...shape] : shape.length === 3 ? shape : [];
  if (channels === undefined || height === undefined || width === undefined) return undefined;
  if (channels * height * width !== numbers || Math.min(height, width) < 2) return undefined;
  return { channels, height, width };
}

export const placeOf = ({ height, width }: Picture, channel: number, y: number, x: number): number =>
  (channel * height + y) * width + x;
