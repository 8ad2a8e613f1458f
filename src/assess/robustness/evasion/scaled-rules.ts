import type { FeatureRule, ModelFacts } from "../../../contracts/index.ts";
import { anyFeature, constraintsOf, type Constraints, type ConstraintRules } from "../constraints/index.ts";

/** Where an attacker may go: within the rules, and, where these bind, also without what binds the attacker alone. */
export interface Regime {
  readonly id: "controlled" | "any";
  readonly constraints: Constraints;
}

/** Regimes in units of each feature's range, so that one radius means the same for all; or why there are none. */
export type Regimes =
  | { readonly kind: "regimes"; readonly regimes: readonly Regime[] }
  | { readonly kind: "none"; readonly why: string };

const known = new WeakMap<ModelFacts, Regimes>();

/**
 * What the facts say an attacker may do. The range of a feature is the scale its rule names, the span between the
 * ends its rule names, or the span of the domain, the first there is.
 *
 * @throws ROBUSTNESS_UNKNOWN_FEATURE, ROBUSTNESS_RULE
 */
export function regimesOf(facts: ModelFacts): Regimes {
  const found = known.get(facts) ?? worked(facts);
  known.set(facts, found);
  return found;
}

function worked(facts: ModelFacts): Regimes {
  const { input, costLimit } = facts;
  const width = input.shape.reduce((product, dim) => product * dim, 1);
  const names = input.features ?? Array.from({ length: width }, (_, i) => String(i));
  const given = new Map(facts.rules.map((rule) => [rule.feature, rule]));
  const unknown = facts.rules.find(({ feature }) => !names.includes(feature));
  // Said by the constraints, with its code.
  if (unknown !== undefined) constraintsOf(input, { rules: [unknown] });
  const rules: FeatureRule[] = [];
  for (const feature of names) {
    const rule = given.get(feature) ?? { feature };
    const scale = rangeOf(rule, input.domain);
    if (scale === undefined)
      return {
        kind: "none",
        why: `neither a domain of the rows nor a range or scale of \`${feature}\` is given, so a radius would have no unit`,
      };
    rules.push({ ...rule, scale });
  }
  const all: ConstraintRules = { rules, ...(costLimit === undefined ? {} : { costLimit }) };
  const controlled: Regime = { id: "controlled", constraints: constraintsOf(input, all) };
  const binds =
    costLimit !== undefined ||
    facts.rules.some(({ immutable, direction }) => immutable === true || direction !== undefined);
  return {
    kind: "regimes",
    regimes: binds
      ? [controlled, { id: "any", constraints: constraintsOf(input, anyFeature(all)) }]
      : [controlled],
  };
}

function rangeOf(
  { scale, low, high }: FeatureRule,
  domain: ModelFacts["input"]["domain"],
): number | undefined {
  if (scale !== undefined) return scale;
  if (low !== undefined && high !== undefined && high > low) return high - low;
  return domain === undefined ? undefined : domain.high - domain.low;
}
