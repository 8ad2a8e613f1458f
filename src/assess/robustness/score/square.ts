import type { RandomSource } from "../../../contracts/index.ts";
import { predict, type Attack, type AttackContext } from "../attack.ts";
import { pictureOf, type Picture } from "../images/picture.ts";
import { rowsOf } from "../run/index.ts";
import { areProbabilities, marginsOf } from "./margin.ts";

export interface SquareOptions {
  readonly epsilon: number;
  /** Proposals; one query each. Default 500. */
  readonly iterations?: number;
  /** Share of the row that the first proposals change. Default .8 for pictures and .3 for vectors. */
  readonly share?: number;
  /** The picture's `[channels, height, width]` or `[height, width]` where the model takes it flat. */
  readonly picture?: readonly number[];
}

/** The share of the row that is changed halves when so much of the proposals is spent (the paper's section 4.2). */
const halvings = [0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8];

/**
 * Square attack (Andriushchenko et al., 2020, arXiv 1912.00049), L∞: random squares of ±ε, kept when the margin of
 * the true class falls. Vectors have no neighbourhood, so a proposal changes coordinates drawn anywhere.
 *
 * @example square({ epsilon: 0.1, iterations: 500 })
 */
export function square(options: SquareOptions): Attack {
  const { epsilon, iterations = 500 } = options;
  return {
    name: `square-linf-${epsilon}`,
    access: "score",
    seeks: "ball",
    norm: "linf",
    epsilon,
    *steps(context) {
      const { region, example } = context;
      const logarithms = areProbabilities(context.clean.scores ?? []);
      const picture = pictureOf(options.picture ?? context.shape, example.row.length);
      const share = options.share ?? (picture === undefined ? 0.3 : 0.8);
      const propose = picture === undefined ? coordinates(context) : squares(context, picture);
      const patience = Math.max(fewest, Math.round(stalledAfter * iterations));
      let best = startOf(context, picture);
      let lowest = Infinity;
      // The queries of this start, and those since one of them helped.
      let begun = 0;
      let idle = 0;
      for (let at = 0; at < iterations; at++) {
        if (idle >= patience) {
          best = startOf(context, picture);
          lowest = Infinity;
          begun = at;
          idle = 0;
        }
        const spent = (at - begun) / (iterations - begun);
        const row = at === begun ? best : another(propose, best, shareAt(share, spent), context);
        if (row === undefined) return undefined;
        const sent = row.slice();
        region.settle(sent);
        const [margin = NaN] = marginsOf(yield* predict(rowsOf([sent])), example.label, logarithms);
        idle = margin < lowest ? 0 : idle + 1;
        if (margin < lowest) {
          lowest = margin;
          best = row;
        }
      }
      return undefined;
    },
  };
}

/**
 * A search that nothing has helped for so long begins again elsewhere: corners of the ball that no single square
 * improves are common in small models, and more queries there find nothing.
 */
const stalledAfter = 0.1;
const fewest = 50;

/** A proposal that changes something; undefined where nothing can be changed any more. */
function another(
  propose: Propose,
  best: Float64Array,
  share: number,
  { random, region }: AttackContext,
): Float64Array | undefined {
  for (let draw = 0; draw < 100; draw++) {
    const row = propose(best, share, random);
    region.project(row);
    if (!same(row, best)) return row;
  }
  return undefined;
}

function shareAt(share: number, spent: number): number {
  return share / 2 ** halvings.filter((fraction) => spent > fraction).length;
}

type Propose = (best: Float64Array, share: number, random: RandomSource) => Float64Array;

/** Coordinates drawn anywhere, each set to one of its two ends. */
function coordinates({ region }: AttackContext): Propose {
  const { free } = region;
  const order = free.slice();
  return (best, share, random) => {
    const row = best.slice();
    const count = Math.min(free.length, Math.max(1, Math.round(share * free.length)));
    for (let k = 0; k < count; k++) {
      const other = k + random.integer(order.length - k);
      const chosen = order[other] ?? 0;
      order[other] = order[k] ?? 0;
      order[k] = chosen;
      setEnd(row, chosen, random.next() < 0.5, region);
    }
    return row;
  };
}

/** One square of one sign per channel. */
function squares({ region }: AttackContext, { channels, height, width }: Picture): Propose {
  const movable = new Uint8Array(region.origin.length);
  for (const i of region.free) movable[i] = 1;
  return (best, share, random) => {
    const row = best.slice();
    const side = Math.min(
      Math.min(height, width) - 1,
      Math.max(1, Math.round(Math.sqrt(share * height * width))),
    );
    const top = random.integer(height - side + 1);
    const left = random.integer(width - side + 1);
    for (let channel = 0; channel < channels; channel++) {
      const up = random.next() < 0.5;
      for (let y = top; y < top + side; y++) {
        for (let x = left; x < left + side; x++) {
          const i = (channel * height + y) * width + x;
          if (movable[i] === 1) setEnd(row, i, up, region);
        }
      }
    }
    return row;
  };
}

/** Pictures begin with vertical stripes, which networks are known to be sensitive to; vectors with random signs. */
function startOf({ region, random }: AttackContext, picture: Picture | undefined): Float64Array {
  const row = region.origin.slice();
  const signs = new Map<number, boolean>();
  for (const i of region.free) {
    const column =
      picture === undefined
        ? i
        : Math.floor(i / (picture.height * picture.width)) * picture.width + (i % picture.width);
    const up = signs.get(column) ?? random.next() < 0.5;
    signs.set(column, up);
    setEnd(row, i, up, region);
  }
  region.project(row);
  return row;
}

function setEnd(
  row: Float64Array,
  i: number,
  up: boolean,
  { low, high }: { readonly low: Float64Array; readonly high: Float64Array },
): void {
  row[i] = (up ? high[i] : low[i]) ?? 0;
}

function same(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
