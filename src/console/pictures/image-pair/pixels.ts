/** Rows that are pictures: how their numbers stand, one after the other. */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  /** 1 is grey, 3 is red, green, blue; others are shown by their first. */
  readonly channels: number;
  /** Whether the channels are planes one after the other (as in NCHW) or stand together for each pixel. */
  readonly planes: boolean;
}

/** Lowest and highest number of both pictures: what black and white stand for. */
export function rangeOf(...rows: readonly (readonly number[])[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows)
    for (const value of row) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low < high ? [low, high] : [Number.isFinite(low) ? low : 0, (Number.isFinite(low) ? low : 0) + 1];
}

const indexOf = ({ height, width, channels, planes }: PictureShape, pixel: number, channel: number): number =>
  planes ? channel * height * width + pixel : pixel * channels + channel;

/** RGBA bytes of a row, `low` black and `high` white. */
export function pixelsOf(
  row: readonly number[],
  shape: PictureShape,
  [low, high]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(shape.height * shape.width * 4);
  for (let pixel = 0; pixel < shape.height * shape.width; pixel++) {
    for (let c = 0; c < 3; c++) {
      const value = row[indexOf(shape, pixel, shape.channels === 3 ? c : 0)] ?? low;
      pixels[4 * pixel + c] = (255 * (value - low)) / (high - low);
    }
    pixels[4 * pixel + 3] = 255;
  }
  return pixels;
}

/** What was added and taken away, averaged over channels: red is more, blue is less, white no change. `most` is the fullest colour. */
export function differencePixels(
  before: readonly number[],
  after: readonly number[],
  shape: PictureShape,
): { readonly pixels: Uint8ClampedArray<ArrayBuffer>; readonly most: number } {
  const count = shape.height * shape.width;
  const change = Float64Array.from({ length: count }, (_, pixel) => {
    let sum = 0;
    for (let c = 0; c < shape.channels; c++) {
      const at = indexOf(shape, pixel, c);
      sum += (after[at] ?? 0) - (before[at] ?? 0);
    }
    return sum / shape.channels;
  });
  const most = change.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  const pixels = new Uint8ClampedArray(count * 4);
  change.forEach((value, pixel) => {
    const fade = most === 0 ? 0 : Math.abs(value) / most;
    const pale = 255 * (1 - fade);
    pixels.set(
      value > 0 ? [255 - 76 * fade, pale, pale, 255] : [pale, pale, 255 - 59 * fade, 255],
      4 * pixel,
    );
  });
  return { pixels, most };
}
