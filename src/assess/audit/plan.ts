import { z } from "zod";
import {
  type JsonValue,
  type ModelCheck,
  type ModelData,
  type ModelFacts,
  type ModelPlan,
  type FeatureRule,
  type PredictTarget,
  type QueryPrice,
} from "../../contracts/index.ts";
import { clopperPearson, percent } from "../../stats/index.ts";
import { assessErrors } from "../engine/index.ts";

/** A plan of one check on one predicting model, as it is kept before the first query. */
export interface AuditPlan {
  readonly run: string;
  readonly seed: string;
  readonly check: string;
  readonly checkVersion: string;
  readonly title: string;
  readonly about: string;
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly facts: ModelFacts;
  /** Digests of the rows, and what must be known of them beside the results. */
  readonly data: { readonly test: string; readonly train?: string; readonly notes: readonly string[] };
  readonly plan: ModelPlan;
  /** The most that queries of all units may come to, in rows: so many are planned. Attempts that a kill cut short come on top. */
  readonly maxQueries?: number;
  /** What the check has to show; without it nothing is decided. */
  readonly gate?: AuditGate;
  readonly component?: string;
  /** What the target is, so that evidence about another one in its place is known as such. */
  readonly targetDigest?: string;
}

export interface AuditGate {
  /** The largest share the gated measure may have. */
  readonly atMost: number;
  readonly confidence: number;
  /** The largest share of units that gave no result. */
  readonly unscoredAtMost: number;
}

export interface AuditRequest {
  readonly run: string;
  readonly seed: string;
  readonly check: ModelCheck;
  readonly target: PredictTarget;
  readonly data: ModelData;
  readonly dataNotes?: readonly string[];
  readonly rules?: readonly FeatureRule[];
  readonly costLimit?: number;
  readonly price?: QueryPrice;
  readonly radius?: number;
  readonly sensitive?: readonly string[];
  /** The most rows that may be asked for: as many units are planned as surely fit. */
  readonly maxQueries?: number;
  readonly gate?: AuditGate;
  readonly component?: string;
  readonly targetDigest?: string;
}

/**
 * Plans a check on a model. Sends nothing.
 *
 * @throws ASSESS_CAPABILITY_MISSING where the model or the data lack what the check needs,
 * ASSESS_NOTHING_PLANNED where no unit is left.
 */
export function planAudit(request: AuditRequest): AuditPlan {
  const plan = tryToPlan(request);
  if (typeof plan !== "string") return plan;
  throw assessErrors.nothingPlanned(
    `${request.check.id} has nothing to examine on \`${request.target.id}\`: ${plan}.`,
  );
}

/**
 * The same, with the reason where no unit is left.
 *
 * @throws ASSESS_CAPABILITY_MISSING
 */
export function tryToPlan(request: AuditRequest): AuditPlan | string {
  const { check, target, data } = request;
  const missing = lackOf(request);
  if (missing !== undefined)
    throw assessErrors.capabilityMissing(`${check.id} on \`${target.id}\`: ${missing}.`);
  const facts: ModelFacts = {
    target: target.id,
    input: target.input,
    output: target.output,
    examples: data.test.rows.count,
    trainExamples: data.train?.rows.count ?? 0,
    rules: request.rules ?? [],
    ...(request.costLimit === undefined ? {} : { costLimit: request.costLimit }),
    ...(request.sensitive === undefined ? {} : { sensitive: request.sensitive }),
    ...(request.price === undefined ? {} : { price: request.price }),
    ...(request.radius === undefined ? {} : { radius: request.radius }),
    confidence: request.gate?.confidence ?? usualConfidence,
  };
  const plan = withinBudget(check.plan(facts), request.maxQueries);
  if (plan.units.length === 0) return plan.leftOut.at(-1)?.reason ?? "there is no unit";
  if (new Set(plan.units).size !== plan.units.length)
    throw new RangeError(`${check.id} planned a unit twice`);
  return {
    run: request.run,
    seed: request.seed,
    check: check.id,
    checkVersion: check.version,
    title: check.title,
    about: check.about,
    covers: check.covers,
    references: check.references,
    facts,
    data: {
      test: data.test.digest,
      ...(data.train === undefined ? {} : { train: data.train.digest }),
      notes: [...(request.dataNotes ?? []), ...tooTight(plan, request.gate)],
    },
    plan,
    ...(request.maxQueries === undefined ? {} : { maxQueries: request.maxQueries }),
    ...(request.gate === undefined ? {} : { gate: request.gate }),
    ...(request.component === undefined ? {} : { component: request.component }),
    ...(request.targetDigest === undefined ? {} : { targetDigest: request.targetDigest }),
  };
}

const usualConfidence = 0.95;

/** Says of a gate that it could not be passed even if no unit fell. */
function tooTight({ units, gatesUnits }: ModelPlan, gate: AuditGate | undefined): readonly string[] {
  if (gate === undefined || gatesUnits !== true) return [];
  if (clopperPearson(0, units.length, gate.confidence).high <= gate.atMost) return [];
  // Two-sided: half of the doubt lies above.
  const needed = Math.ceil(Math.log((1 - gate.confidence) / 2) / Math.log1p(-gate.atMost));
  return [
    `A gate of ${percent(gate.atMost)} cannot be passed with ${units.length} examples even if none falls: at least ${needed} are needed.`,
  ];
}

/** Units that a plan leaves out. */
export const leftOutOf = ({ leftOut }: Pick<ModelPlan, "leftOut">): number =>
  leftOut.reduce((sum, { units = 1 }) => sum + units, 0);

/** A smaller sample whose result is whole says more than a larger one that is broken off. */
function withinBudget(plan: ModelPlan, maxQueries: number | undefined): ModelPlan {
  if (maxQueries === undefined || plan.queriesPerUnit === 0) return plan;
  const fit = Math.floor(maxQueries / plan.queriesPerUnit);
  if (fit >= plan.units.length) return plan;
  const reason = `beyond the budget of ${maxQueries} queries, ${plan.queriesPerUnit} for each`;
  return {
    ...plan,
    units: plan.units.slice(0, fit),
    leftOut: [...plan.leftOut, { unit: plan.units[fit] ?? "", reason, units: plan.units.length - fit }],
  };
}

/** What a check lacks of a target and its data, in words; nothing where it can be planned. */
export function lackOf({
  check: { needs },
  target,
  data,
}: Pick<AuditRequest, "check" | "target" | "data">): string | undefined {
  if (!needs.outputs.includes(target.output.kind))
    return `the model answers with a ${target.output.kind}, and the check needs ${needs.outputs.join(" or ")}`;
  if ((needs.rows === "texts") !== (target.input.text === true))
    return needs.rows === "texts"
      ? "the check needs a model that takes texts"
      : "the model takes texts, and the check changes numbers";
  if (needs.access !== undefined && target.local?.access.includes(needs.access) !== true)
    return (
      target.local?.lacks[needs.access] ??
      `the check needs ${needs.access === "gradient" ? "gradients" : "the trees"} of a model in a local file`
    );
  if (needs.train === true && data.train === undefined)
    return "the check needs rows the model was trained on";
  if (needs.examples !== undefined && data.test.rows.count < needs.examples)
    return `the check needs ${needs.examples} test rows, and there are ${data.test.rows.count}`;
  return undefined;
}

/** What a plan costs at most, to be told before the first query. */
export interface AuditPreview {
  readonly units: number;
  /** Rows asked for at most. */
  readonly queries: number;
  /** Requests at most, where each holds as many rows as it may; attacks that ask row by row need more. */
  readonly requests: number;
}

/** @param maxBatch rows of a request */
export function previewAudit({ plan }: AuditPlan, maxBatch: number): AuditPreview {
  const queries = plan.units.length * plan.queriesPerUnit;
  return { units: plan.units.length, queries, requests: Math.ceil(queries / maxBatch) };
}

const text = z.string().max(4096);
const place = z.number();
const planSchema = z.object({
  run: text,
  seed: text,
  check: text,
  checkVersion: text,
  title: text,
  about: text,
  covers: z.array(text),
  references: z.array(text),
  facts: z.object({
    target: text,
    input: z.object({
      shape: z.array(z.int().min(1)),
      features: z.array(text).exactOptional(),
      domain: z.object({ low: place, high: place }).exactOptional(),
      text: z.literal(true).exactOptional(),
    }),
    output: z.object({
      kind: z.enum(["label", "score", "embedding", "value"]),
      width: z.int().min(1),
      classes: z.array(text).exactOptional(),
    }),
    examples: z.int().min(0),
    trainExamples: z.int().min(0),
    rules: z.array(
      z.object({
        feature: text,
        immutable: z.boolean().exactOptional(),
        direction: z.enum(["up", "down"]).exactOptional(),
        integer: z.boolean().exactOptional(),
        low: place.exactOptional(),
        high: place.exactOptional(),
        cost: place.exactOptional(),
        scale: place.exactOptional(),
        derived: z
          .object({
            by: z.enum(["sum", "difference", "product", "ratio", "linear"]),
            of: z.array(text),
            weights: z.array(place).exactOptional(),
            offset: place.exactOptional(),
          })
          .exactOptional(),
      }),
    ),
    costLimit: place.exactOptional(),
    sensitive: z.array(text).exactOptional(),
    price: z
      .object({
        currency: text,
        perRow: place.exactOptional(),
        perRequest: place.exactOptional(),
        rowsPerRequest: z.int().min(1).exactOptional(),
      })
      .exactOptional(),
    radius: place.exactOptional(),
    confidence: z.number().gte(0.5).lt(1),
  }),
  data: z.object({ test: text, train: text.exactOptional(), notes: z.array(text) }),
  plan: z.object({
    units: z.array(text).min(1),
    queriesPerUnit: z.int().min(0),
    settings: z.record(z.string(), z.json()),
    gatesUnits: z.boolean().exactOptional(),
    leftOut: z.array(z.object({ unit: text, reason: text, units: z.int().min(1).exactOptional() })),
  }),
  maxQueries: z.int().min(0).exactOptional(),
  gate: z
    .object({
      atMost: z.number().min(0).max(1),
      confidence: z.number().gte(0.5).lt(1),
      unscoredAtMost: z.number().min(0).lt(1),
    })
    .exactOptional(),
  component: text.exactOptional(),
  targetDigest: text.exactOptional(),
});

/**
 * Reads a plan back from evidence, which anyone may have edited.
 *
 * @throws ASSESS_PLAN_UNREADABLE
 */
export function parseAuditPlan(value: JsonValue): AuditPlan {
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) throw assessErrors.planUnreadable("The plan of the check on a model is not one.");
  return parsed.data;
}
