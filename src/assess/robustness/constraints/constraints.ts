import type { InputSpec } from "../../../contracts/index.ts";
import { robustnessErrors } from "../errors.ts";
import type { AttackRule, ConstraintRules, Derivation } from "./rule.ts";

/** Rules, checked against the model's input, as one entry per feature. */
export interface Constraints {
  readonly width: number;
  readonly domain: { readonly low: number; readonly high: number };
  readonly perFeature: readonly (AttackRule | undefined)[];
  readonly scales: Float64Array;
  readonly costs: Float64Array;
  readonly costLimit: number;
  /** In an order in which each finds what it is derived of. */
  readonly derived: readonly {
    readonly at: number;
    readonly by: Derivation;
    readonly of: readonly number[];
  }[];
  /** No integers, no derived features: what is projected is a row as it stands. */
  readonly continuous: boolean;
}

/**
 * Checks rules against what the model's rows are. A feature is named as the input names it, or by its position
 * where the input names none.
 *
 * @throws ROBUSTNESS_UNKNOWN_FEATURE, ROBUSTNESS_RULE
 */
export function constraintsOf(input: InputSpec, given: ConstraintRules = { rules: [] }): Constraints {
  const width = input.shape.reduce((a, b) => a * b, 1);
  const names = input.features ?? Array.from({ length: width }, (_, i) => String(i));
  const places = new Map(names.map((name, i) => [name, i]));
  const placeOf = (feature: string): number => {
    const at = places.get(feature);
    if (at === undefined || at >= width)
      throw robustnessErrors.unknownFeature(`The model has no feature \`${feature}\`.`);
    return at;
  };
  const perFeature = Array.from({ length: width }, (): AttackRule | undefined => undefined);
  const scales = new Float64Array(width).fill(1);
  const costs = new Float64Array(width);
  for (const rule of given.rules) {
    const at = placeOf(rule.feature);
    checkRule(rule, perFeature[at] !== undefined);
    perFeature[at] = rule;
    scales[at] = rule.scale ?? 1;
    costs[at] = rule.cost ?? 0;
  }
  const derived = given.rules.flatMap((rule) =>
    rule.derived === undefined
      ? []
      : [{ at: placeOf(rule.feature), by: rule.derived, of: rule.derived.of.map(placeOf) }],
  );
  return {
    width,
    domain: input.domain ?? { low: -Infinity, high: Infinity },
    perFeature,
    scales,
    costs,
    costLimit: given.costLimit ?? Infinity,
    derived: inOrder(derived, names),
    continuous: derived.length === 0 && given.rules.every((rule) => rule.integer !== true),
  };
}

function checkRule(rule: AttackRule, twice: boolean): void {
  const fail = (why: string): never => {
    throw robustnessErrors.rule(`The feature \`${rule.feature}\` ${why}.`);
  };
  if (twice) fail("has two rules");
  if (rule.scale !== undefined && !(rule.scale > 0 && rule.scale < Infinity))
    fail("needs a scale above zero");
  if (rule.cost !== undefined && !(rule.cost >= 0 && rule.cost < Infinity))
    fail("needs a cost of zero or more");
  if ((rule.low ?? -Infinity) > (rule.high ?? Infinity)) fail("has a low end above its high end");
  const { derived } = rule;
  if (derived === undefined) return;
  if (derived.of.length === 0) fail("is derived of nothing");
  if (derived.by === "ratio" && derived.of.length !== 2) fail("is a ratio and needs two features");
  if (derived.weights !== undefined && derived.weights.length !== derived.of.length)
    fail("needs as many weights as features");
}

type Derived = Constraints["derived"][number];

function inOrder(derived: readonly Derived[], names: readonly string[]): readonly Derived[] {
  const waiting = new Map(derived.map((one) => [one.at, one]));
  const ordered: Derived[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((one) => one.of.every((at) => !waiting.has(at)));
    for (const one of ready) {
      ordered.push(one);
      waiting.delete(one.at);
    }
    const [stuck] = waiting.keys();
    if (ready.length === 0 && stuck !== undefined) {
      throw robustnessErrors.rule(`The feature \`${names[stuck] ?? stuck}\` is derived of itself.`);
    }
  }
  return ordered;
}
