import type { FeatureRow, JsonValue } from "../../contracts/index.ts";
import { valueOf, type FeatureShape } from "./feature-shape.ts";
import { pointOf } from "./point.ts";
import { streamShape, type StreamShape } from "./stream.ts";

/** y = slope * x + offset, but for a spread of `residual` (standard deviation). */
type LinearPair = {
  readonly x: string;
  readonly y: string;
  readonly slope: number;
  readonly offset: number;
  readonly residual: number;
};

/** Two words that never came together, though chance alone would have brought them at least ten times. */
type ExclusiveWords = { readonly a: readonly [string, string]; readonly b: readonly [string, string] };

/** What rows of a model's input look like. Plain JSON, at most a few hundred kilobytes, holds no row. */
export type FeatureProfile = {
  readonly rows: number;
  readonly features: readonly FeatureShape[];
  readonly pairs: readonly LinearPair[];
  readonly exclusive: readonly ExclusiveWords[];
  /** What streams of rows look like; learnt from 256 rows on. */
  readonly stream?: StreamShape;
};

const mostFeatures = 1_000;
const mostWords = 200;
/** Features whose pairs are looked at: work grows with their square. */
const mostPaired = 40;
const leastRows = 20;

/**
 * Learns what a model's inputs look like from rows of a reference, such as the data it was tested with.
 * Linear in the rows, but for the sorting of values.
 *
 * @throws RangeError for fewer than 20 rows: nothing can be learnt from them
 * @example inspectFeatures(profileFeatures(rows), { age: 212 })
 */
export function profileFeatures(rows: readonly FeatureRow[]): FeatureProfile {
  if (rows.length < leastRows) throw new RangeError(`A profile needs at least ${leastRows} rows.`);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort().slice(0, mostFeatures);
  const features = names.map((name) => shapeOf(name, rows));
  const stream = streamShape(rows.map((row) => pointOf(features, row)));
  return {
    rows: rows.length,
    features,
    pairs: linearPairs(features.filter(({ number }) => number !== undefined).slice(0, mostPaired), rows),
    exclusive: exclusiveWords(
      features.filter(({ words }) => words !== undefined && words.length <= 20).slice(0, mostPaired),
      rows,
    ),
    ...(stream === undefined ? {} : { stream }),
  };
}

function shapeOf(name: string, rows: readonly FeatureRow[]): FeatureShape {
  const numbers: number[] = [];
  const words = new Set<string>();
  const kinds = new Set<"number" | "string" | "boolean">();
  let missing = 0;
  for (const row of rows) {
    const value = valueOf(row, name);
    if (value === undefined) missing += 1;
    else if (typeof value === "number") {
      kinds.add("number");
      if (Number.isFinite(value)) numbers.push(value);
    } else if (typeof value === "string") {
      kinds.add("string");
      if (words.size <= mostWords) words.add(value.slice(0, 200));
    } else kinds.add("boolean");
  }
  const sorted = Float64Array.from(numbers).sort();
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? 0;
  return {
    name,
    missing: missing / rows.length,
    kinds: [...kinds].sort(),
    ...(numbers.length === 0
      ? {}
      : {
          number: {
            least: at(0),
            most: at(1),
            quantiles: [at(0.01), at(0.25), at(0.5), at(0.75), at(0.99)],
            decimals: numbers.reduce((most, value) => Math.max(most, decimalsOf(value)), 0),
          },
        }),
    ...(words.size === 0 || words.size > mostWords ? {} : { words: [...words].sort() }),
  };
}

/** Digits behind the point of the shortest decimal that is the number. */
export function decimalsOf(value: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
}

/** Pairs that all but lie on a line: correlation of at least 0.98 in absolute value. */
function linearPairs(features: readonly FeatureShape[], rows: readonly FeatureRow[]): LinearPair[] {
  const pairs: LinearPair[] = [];
  features.forEach(({ name: x }, i) => {
    for (const { name: y } of features.slice(i + 1)) {
      let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
      for (const row of rows) {
        const [a, b] = [valueOf(row, x), valueOf(row, y)];
        if (typeof a !== "number" || typeof b !== "number") continue;
        n += 1;
        sx += a;
        sy += b;
        sxx += a * a;
        syy += b * b;
        sxy += a * b;
      }
      const [vx, vy, cov] = [sxx / n - (sx / n) ** 2, syy / n - (sy / n) ** 2, sxy / n - (sx / n) * (sy / n)];
      const correlation = cov / Math.sqrt(vx * vy);
      if (n < leastRows || !(Math.abs(correlation) >= 0.98)) continue;
      const slope = cov / vx;
      const residual = Math.sqrt(Math.max(0, vy * (1 - correlation ** 2)));
      pairs.push({
        x,
        y,
        slope,
        offset: sy / n - slope * (sx / n),
        residual: Math.max(residual, 1e-9 * Math.sqrt(vy)),
      });
    }
  });
  return pairs;
}

function exclusiveWords(features: readonly FeatureShape[], rows: readonly FeatureRow[]): ExclusiveWords[] {
  const found: ExclusiveWords[] = [];
  const key = (...parts: JsonValue[]): string => JSON.stringify(parts);
  features.forEach((a, i) => {
    for (const b of features.slice(i + 1)) {
      const counts = new Map<string, number>();
      const count = (one: string): unknown => counts.set(one, (counts.get(one) ?? 0) + 1);
      let both = 0;
      for (const row of rows) {
        const [x, y] = [valueOf(row, a.name), valueOf(row, b.name)];
        if (typeof x !== "string" || typeof y !== "string") continue;
        both += 1;
        for (const one of [key(0, x), key(1, y), key(2, x, y)]) count(one);
      }
      const of = (one: string): number => counts.get(one) ?? 0;
      for (const x of a.words ?? [])
        for (const y of b.words ?? [])
          if (
            of(key(2, x, y)) === 0 &&
            of(key(0, x)) * of(key(1, y)) >= 10 * both &&
            both > 0 &&
            found.length < 5_000
          )
            found.push({ a: [a.name, x], b: [b.name, y] });
    }
  });
  return found;
}
