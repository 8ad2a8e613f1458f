import { z } from "zod";
import type {
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  ModelFinding,
  ModelMeasure,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { percent } from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";
import { inferAttribute } from "./attribute-inference.ts";

/** Values that a feature may have to be guessed among: amounts and the like are first to be put into bands. */
const mostValues = 16;
const mostRows = 2000;

/** Whether answers tell what is not known of a person. One unit is one sensitive feature. */
export const check: ModelCheck = {
  id: "leakage/attributes",
  version: "1.0.0",
  title: "Attribute inference: what answers tell of a person",
  about:
    "Guesses each sensitive feature of records from everything else, with the model's answers and without: what they add is the leak.",
  needs: { outputs: ["score"], examples: 40 },
  covers: ["membership-inference"],
  references: ["AML.T0024", "arXiv:2209.01292"],
  plan: (facts) => {
    const names = namesOf(facts);
    const sensitive = facts.sensitive ?? [];
    const unknown = sensitive.find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw leakageErrors.dataUnfit(`The model has no feature \`${unknown}\`, which is named as sensitive.`);
    return {
      units: sensitive.map((name) => `feature-${name}`),
      queriesPerUnit:
        (Math.min(mostRows, facts.examples) + Math.min(mostRows, facts.trainExamples)) * mostValues,
      settings: { mostValues },
      leftOut:
        sensitive.length > 0
          ? []
          : [{ unit: "sensitive", reason: "no feature of the target is named as `sensitive`" }],
    };
  },
  examine,
  conclude,
};

const namesOf = ({ input }: Pick<ModelFacts, "input">): readonly string[] =>
  input.features ??
  Array.from({ length: input.shape.reduce((product, dim) => product * dim, 1) }, (_, i) => String(i));

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { data, facts, model, random } = context;
  const feature = namesOf(facts).indexOf(unit.slice("feature-".length));
  const parts = [data.train, data.test].map((part) =>
    part === undefined ? undefined : { ...part, count: Math.min(mostRows, part.rows.count) },
  );
  const [train, test] = parts;
  const all = [train, test].filter((part) => part !== undefined);
  const { width } = data.test.rows;
  const count = all.reduce((sum, part) => sum + part.count, 0);
  const values = new Float64Array(count * width);
  const labels = new Int32Array(count);
  let at = 0;
  for (const part of all) {
    values.set(part.rows.data.subarray(0, part.count * width), at * width);
    labels.set(part.labels.subarray(0, part.count), at);
    at += part.count;
  }
  const told = new Set<number>();
  for (let row = 0; row < count && told.size <= mostValues; row++)
    told.add(values[row * width + feature] ?? NaN);
  if (told.size < 2 || told.size > mostValues)
    return {
      unit,
      outcome: "refused",
      queries: 0,
      detail: {
        why: `the feature has ${told.size > mostValues ? `more than ${mostValues} values; put them into bands` : "one value"}`,
      },
    };
  const members = Uint8Array.from(labels, (_, row) => (row < (train?.count ?? 0) ? 1 : 0));
  const { confidence } = facts;
  const result = await inferAttribute(
    (rows) => model.predict(rows, context),
    {
      rows: { count, width, data: values },
      labels,
      feature,
      values: [...told].sort((a, b) => a - b),
      members,
    },
    random,
    { confidence },
  );
  const { withModel, withoutModel, advantage, membersAboveOthers } = result;
  return {
    unit,
    outcome: "measured",
    queries: count * told.size,
    detail: {
      n: result.records.length,
      withModel: withModel.rate,
      withoutModel: withoutModel.rate,
      advantage: advantage.difference,
      low: advantage.interval.low,
      high: advantage.interval.high,
      method: advantage.interval.method,
      p: advantage.p,
      ...(membersAboveOthers === undefined
        ? {}
        : { members: { low: membersAboveOthers.low, high: membersAboveOthers.high } }),
    },
  };
}

const detailSchema = z.looseObject({
  n: z.int().min(1),
  withModel: z.number(),
  withoutModel: z.number(),
  advantage: z.number(),
  low: z.number(),
  high: z.number(),
  method: z.string(),
  members: z.object({ low: z.number(), high: z.number() }).optional(),
});
type Detail = z.output<typeof detailSchema>;

interface Known {
  readonly unit: string;
  readonly feature: string;
  readonly detail: Detail;
}

function conclude(records: readonly UnitRecord[], { confidence }: ModelFacts): ModelConclusion {
  const known = records.flatMap(({ unit, detail }): Known[] => {
    const parsed = detailSchema.safeParse(detail).data;
    return parsed === undefined ? [] : [{ unit, feature: unit.slice("feature-".length), detail: parsed }];
  });
  const refused = records.filter(({ outcome }) => outcome === "refused");
  const caveats = refused.map(
    ({ unit, detail }) =>
      `${unit.slice("feature-".length)} could not be asked about: ${typeof detail["why"] === "string" ? detail["why"] : "it could not be examined"}.`,
  );
  const worst = known.toSorted((a, b) => b.detail.advantage - a.detail.advantage)[0];
  if (worst === undefined) return { measures: [], findings: [], caveats };
  const { advantage, low, high, method, withModel, withoutModel, n } = worst.detail;
  const interval = { low: Math.max(0, low), high: Math.max(0, high), confidence, method, anytime: false };
  return {
    measures: known.map((one) => measureOf(one, confidence)),
    findings: known.flatMap((one) => findingsOf(one)),
    gated: {
      value: Math.max(0, advantage),
      interval,
      sentence: `Answers add ${percent(Math.max(0, advantage))} to right guesses of \`${worst.feature}\`: ${percent(withModel)} of ${n} with them, ${percent(withoutModel)} without.`,
    },
    caveats: [
      ...caveats,
      "What imputation guesses as well is no leak of the model. What answers add holds for the predictor tried here.",
    ],
  };
}

const measureOf = ({ feature, detail }: Known, confidence: number): ModelMeasure => ({
  kind: "number",
  id: `advantage-${feature}`,
  title: `What answers add to right guesses of ${feature}, in points`,
  value: 100 * detail.advantage,
  unit: "points",
  n: detail.n,
  interval: {
    low: 100 * detail.low,
    high: 100 * detail.high,
    confidence,
    method: detail.method,
    anytime: false,
  },
});

/** A leak where the whole interval lies above nothing; one of records, and not of people in general, where members stand out. */
function findingsOf({ unit, feature, detail }: Known): readonly ModelFinding[] {
  if (detail.low <= 0) return [];
  const ofRecords = (detail.members?.low ?? 0) > 0;
  return [
    {
      id: `attribute-${feature}`,
      severity: ofRecords || detail.advantage >= 0.2 ? "high" : "medium",
      title: `Answers tell ${feature} of a person`,
      sentence: `With the model's answers ${percent(detail.withModel)} of ${detail.n} records are guessed rightly, without them ${percent(detail.withoutModel)}.${ofRecords ? " Of records it was trained on it tells more than of others." : ""}`,
      remedy:
        "Leave the feature and its stand-ins out of the model where it may do without, tell labels or rounded scores, and limit queries for one person.",
      units: [unit],
    },
  ];
}
