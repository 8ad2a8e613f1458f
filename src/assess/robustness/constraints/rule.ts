import type { FeatureRule } from "../../../contracts/index.ts";

/** A feature that follows from others: what an attacker cannot set, and what must stay consistent. */
export interface Derivation {
  /** `linear`: Σ weights·features + offset. `difference`: the first less the others. `ratio`: the first by the second. */
  readonly by: "sum" | "difference" | "product" | "ratio" | "linear";
  readonly of: readonly string[];
  readonly weights?: readonly number[];
  readonly offset?: number;
}

/** What an attacker may do to a feature, with what an attack needs beside. */
export interface AttackRule extends FeatureRule {
  /** How much of the feature one unit of distance is (default 1): a standard deviation, a price step. */
  readonly scale?: number;
  readonly derived?: Derivation;
}

export interface ConstraintRules {
  readonly rules: readonly AttackRule[];
  /** The most that all changes together may cost, in the unit of the rules' costs. */
  readonly costLimit?: number;
}

/**
 * What stays of the rules when the attacker may change any feature: rows must still be possible (ranges, integers,
 * derived features, scales); what binds the attacker alone (immutable, direction, cost) goes.
 */
export function anyFeature({ rules }: ConstraintRules): ConstraintRules {
  return { rules: rules.map((rule) => ({ ...possibleRow(rule), feature: rule.feature })) };
}

function possibleRow({ integer, low, high, scale, derived }: AttackRule): Omit<AttackRule, "feature"> {
  return {
    ...(integer === undefined ? {} : { integer }),
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(scale === undefined ? {} : { scale }),
    ...(derived === undefined ? {} : { derived }),
  };
}

/** The value of a derived feature. A ratio by zero is zero, as feature pipelines make it. */
export function derive(derivation: Derivation, values: readonly number[]): number {
  const [first = 0, ...others] = values;
  switch (derivation.by) {
    case "sum":
      return values.reduce((a, b) => a + b, 0);
    case "difference":
      return others.reduce((a, b) => a - b, first);
    case "product":
      return values.reduce((a, b) => a * b, 1);
    case "ratio": {
      const by = others[0] ?? 0;
      return by === 0 ? 0 : first / by;
    }
    case "linear":
      return values.reduce(
        (sum, value, i) => sum + (derivation.weights?.[i] ?? 1) * value,
        derivation.offset ?? 0,
      );
    default:
      return derivation.by satisfies never;
  }
}
