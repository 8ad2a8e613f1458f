import type { FeatureRow, Signal } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { valueOf, type FeatureShape } from "./feature-shape.ts";
import { decimalsOf, type FeatureProfile } from "./profile.ts";

/** A signal about a feature. It has no text to point at: it covers the JSON of the value, from 0 to its length. */
export interface FeatureSignal extends Signal {
  readonly feature: string;
}

/**
 * What of a row does not look like the reference: inputs nobody has tested the model with, and values as
 * searches for a boundary make them.
 *
 * Rules: `not-finite` (1), `wrong-type` (0.9), `unseen-category` (0.7), `out-of-range` (0.5 at the edge, up to
 * 0.95 far out, in spreads of the middle half), `unknown-feature` (0.6), `missing-feature` (0.6),
 * `too-precise` (0.5: more digits behind the point than ever; optimisers give them away), `impossible-pair`
 * (0.8). Linear in the row and the profile.
 */
export function inspectFeatures(profile: FeatureProfile, row: FeatureRow): readonly FeatureSignal[] {
  const signals: FeatureSignal[] = [];
  const say: Say = (feature, rule, score, why) => {
    const end = (JSON.stringify(valueOf(row, feature) ?? null) ?? "null").length;
    const category = rule === "too-precise" || rule === "impossible-pair" ? "evasion" : "unknown-input";
    signals.push({
      detector: "features",
      rule,
      category,
      score,
      start: 0,
      end,
      why: `\`${show(feature)}\` ${why}`,
      feature,
    });
  };
  const known = new Set<string>();
  for (const shape of profile.features) {
    known.add(shape.name);
    const value = valueOf(row, shape.name);
    if (value === undefined) {
      if (shape.missing === 0) say(shape.name, "missing-feature", 0.6, "is missing, as it never was.");
    } else inspectValue(shape, value, say);
  }
  let unknown = 0;
  for (const name of Object.keys(row))
    if (!known.has(name) && ++unknown <= 20)
      say(name, "unknown-feature", 0.6, "is a feature the reference does not have.");
  for (const { x, y, slope, offset, residual } of profile.pairs) {
    const [a, b] = [valueOf(row, x), valueOf(row, y)];
    if (typeof a !== "number" || typeof b !== "number") continue;
    if (Math.abs(b - slope * a - offset) > 10 * residual)
      say(y, "impossible-pair", 0.8, `does not go together with \`${show(x)}\`.`);
  }
  for (const { a, b } of profile.exclusive)
    if (valueOf(row, a[0]) === a[1] && valueOf(row, b[0]) === b[1])
      say(b[0], "impossible-pair", 0.8, `never came together with this \`${show(a[0])}\`.`);
  return signals;
}

type Say = (feature: string, rule: string, score: number, why: string) => void;

function inspectValue(
  { name, kinds, number, words }: FeatureShape,
  value: number | string | boolean,
  say: Say,
): void {
  if (typeof value === "number" && !Number.isFinite(value))
    return say(name, "not-finite", 1, "is not a finite number.");
  if (!kinds.some((kind) => kind === typeof value))
    return say(name, "wrong-type", 0.9, "is of a type it never was.");
  if (typeof value === "string" && words !== undefined && !words.includes(value.slice(0, 200)))
    return say(name, "unseen-category", 0.7, "has a value the reference does not have.");
  if (typeof value !== "number" || number === undefined) return;
  const { least, most, quantiles, decimals } = number;
  const [, lower, , upper] = quantiles;
  const spread = Math.max(upper - lower, (most - least) / 10, Number.MIN_VALUE);
  const out = Math.max(least - value, value - most) / spread;
  // At the edge of what was seen new values are ordinary: half a spread is left to them.
  if (out > 0.5)
    say(name, "out-of-range", 0.5 + 0.45 * (1 - 2 ** -(out - 0.5)), "lies outside of what was seen.");
  if (decimalsOf(value) > decimals + 3) say(name, "too-precise", 0.5, "has more digits than it ever had.");
}

const show = (name: string): string => visibleText(name.length > 60 ? `${name.slice(0, 60)}…` : name);
