import type { JsonObject, ModelFacts, ModelPlan } from "../../../contracts/index.ts";
import { permutation, seededRandom } from "../../../stats/index.ts";
import { regimesOf } from "./scaled-rules.ts";

/** Changes of each feature, as shares of its range, that security curves are drawn over. */
const usualRadii = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3] as const;
const usualGate = 0.1;

/** Examples that a check takes at most: an interval of five points at 95 %. */
const mostExamples = 400;

export interface ExamplesPlan {
  readonly facts: ModelFacts;
  /** Rows that one attack under one regime may ask for. */
  readonly queriesPerAttack: number;
  readonly settings?: JsonObject;
  readonly most?: number;
}

/** The radii of a model's curves: the usual ones, and the one its gates are held against. */
export function radiiOf(facts: Pick<ModelFacts, "radius">): {
  readonly radii: readonly number[];
  readonly gated: number;
} {
  const gated = facts.radius ?? usualGate;
  return { radii: [...new Set([...usualRadii, gated])].sort((a, b) => a - b), gated };
}

/** One entry for all: of a million rows a plan names the first. */
const leftOutFrom = (units: readonly string[], reason: string): ModelPlan["leftOut"] =>
  units[0] === undefined ? [] : [{ unit: units[0], reason, units: units.length }];

/**
 * A plan whose units are test rows, `test-0` on. They are taken in one fixed random order, so that a smaller sample is
 * no special part of the file and two runs take the same rows.
 */
export function planExamples({
  facts,
  queriesPerAttack,
  settings,
  most = mostExamples,
}: ExamplesPlan): ModelPlan {
  const order = permutation(facts.examples, seededRandom("order of examples")).map((at) => `test-${at}`);
  const regimes = regimesOf(facts);
  const { radii, gated } = radiiOf(facts);
  const taken = regimes.kind === "none" ? [] : order.slice(0, most);
  const reason = regimes.kind === "none" ? regimes.why : `beyond the sample of ${most} examples`;
  return {
    units: taken,
    queriesPerUnit: queriesPerAttack * (regimes.kind === "none" ? 1 : regimes.regimes.length),
    gatesUnits: true,
    settings: { radii: [...radii], gatedRadius: gated, ...settings },
    leftOut: leftOutFrom(order.slice(taken.length), reason),
  };
}
