import type { RandomSource } from "../../../contracts/index.ts";
import { normalDraws } from "../draws/index.ts";
import { placeOf, type Picture } from "./picture.ts";

/** A change that happens to pictures without an attacker, at a strength. Values outside the domain are cut by the run. */
export type Transformation =
  | { readonly kind: "rotation"; readonly degrees: number }
  | { readonly kind: "shift"; readonly down: number; readonly right: number }
  /** Away from the middle of the domain (above 1) or towards it. */
  | { readonly kind: "contrast"; readonly factor: number }
  | { readonly kind: "blur"; readonly sigma: number }
  | { readonly kind: "noise"; readonly sigma: number; readonly draw: number }
  /** A square of one value, as a share of the shorter side. */
  | { readonly kind: "occlusion"; readonly share: number; readonly value: number; readonly draw: number };

export interface Look {
  readonly picture: Picture;
  readonly low: number;
  readonly high: number;
  readonly random: RandomSource;
}

/** In words, for the record. */
export function describe(transformation: Transformation): string {
  switch (transformation.kind) {
    case "rotation":
      return `rotated by ${transformation.degrees}°`;
    case "shift":
      return `shifted by ${transformation.right} to the right and ${transformation.down} down`;
    case "contrast":
      return `contrast × ${transformation.factor}`;
    case "blur":
      return `blurred, σ ${transformation.sigma} pixels`;
    case "noise":
      return `noise, σ ${transformation.sigma}`;
    case "occlusion":
      return `a square of ${Math.round(100 * transformation.share)} % of the side covered`;
    default:
      return transformation satisfies never;
  }
}

/** The transformed picture, cut to the domain. Pixels from outside the picture are `low`. */
export function transform(row: Float64Array, transformation: Transformation, look: Look): Float64Array {
  const changed = changedBy(row, transformation, look);
  return changed.map((value) => Math.min(look.high, Math.max(look.low, value)));
}

function changedBy(row: Float64Array, transformation: Transformation, look: Look): Float64Array {
  const { picture, low, high } = look;
  switch (transformation.kind) {
    case "rotation": {
      const angle = (transformation.degrees * Math.PI) / 180;
      const [cy, cx] = [(picture.height - 1) / 2, (picture.width - 1) / 2];
      return resample(row, look, (y, x) => [
        cy + Math.cos(angle) * (y - cy) + Math.sin(angle) * (x - cx),
        cx - Math.sin(angle) * (y - cy) + Math.cos(angle) * (x - cx),
      ]);
    }
    case "shift":
      return resample(row, look, (y, x) => [y - transformation.down, x - transformation.right]);
    case "contrast": {
      const middle = (low + high) / 2;
      return row.map((value) => middle + transformation.factor * (value - middle));
    }
    case "blur":
      return blur(row, picture, transformation.sigma);
    case "noise": {
      const draw = normalDraws(look.random.derive(`noise-${transformation.draw}`));
      return row.map((value) => value + transformation.sigma * draw());
    }
    case "occlusion":
      return occlude(row, transformation, look);
    default:
      return transformation satisfies never;
  }
}

/** Each pixel is read from where it was, between pixels by their distance (bilinear). */
function resample(
  row: Float64Array,
  { picture, low }: Look,
  from: (y: number, x: number) => readonly [number, number],
): Float64Array {
  const result = new Float64Array(row.length);
  const pixel = (channel: number, y: number, x: number): number =>
    y < 0 || x < 0 || y >= picture.height || x >= picture.width
      ? low
      : (row[placeOf(picture, channel, y, x)] ?? low);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const [sy, sx] = from(y, x);
      const [top, left] = [Math.floor(sy), Math.floor(sx)];
      const [down, right] = [sy - top, sx - left];
      for (let c = 0; c < picture.channels; c++) {
        const upper = pixel(c, top, left) * (1 - right) + pixel(c, top, left + 1) * right;
        const lower = pixel(c, top + 1, left) * (1 - right) + pixel(c, top + 1, left + 1) * right;
        result[placeOf(picture, c, y, x)] = upper * (1 - down) + lower * down;
      }
    }
  }
  return result;
}

/** Gaussian blur, one axis after the other; beyond the edge the edge goes on. */
function blur(row: Float64Array, picture: Picture, sigma: number): Float64Array {
  const reach = Math.min(Math.ceil(3 * sigma), Math.max(picture.height, picture.width));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  const along = (values: Float64Array, vertical: boolean): Float64Array => {
    const result = new Float64Array(values.length);
    for (let c = 0; c < picture.channels; c++) {
      for (let y = 0; y < picture.height; y++) {
        for (let x = 0; x < picture.width; x++) {
          let sum = 0;
          weights.forEach((weight, i) => {
            const sy = vertical ? Math.min(picture.height - 1, Math.max(0, y + i - reach)) : y;
            const sx = vertical ? x : Math.min(picture.width - 1, Math.max(0, x + i - reach));
            sum += weight * (values[placeOf(picture, c, sy, sx)] ?? 0);
          });
          result[placeOf(picture, c, y, x)] = sum / total;
        }
      }
    }
    return result;
  };
  return along(along(row, true), false);
}

function occlude(
  row: Float64Array,
  { share, value, draw }: Extract<Transformation, { kind: "occlusion" }>,
  { picture, random }: Look,
): Float64Array {
  const side = Math.max(1, Math.round(share * Math.min(picture.height, picture.width)));
  const places = random.derive(`occlusion-${draw}`);
  const top = places.integer(picture.height - side + 1);
  const left = places.integer(picture.width - side + 1);
  const result = row.slice();
  for (let c = 0; c < picture.channels; c++)
    for (let y = top; y < top + side; y++)
      for (let x = left; x < left + side; x++) result[placeOf(picture, c, y, x)] = value;
  return result;
}
