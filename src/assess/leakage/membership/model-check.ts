import type { LabelledRows, ModelCheck, Rows, UnitContext, UnitRecord } from "../../../contracts/index.ts";
import { boostedTreesTrainer, perceptronTrainer, type Trainer } from "../../../models/train/index.ts";
import { assessMembership } from "./assess-membership.ts";
import { concludeMembership } from "./conclude-membership.ts";
import { attackDetail } from "./membership-detail.ts";
import { confidencesOf } from "./shadow-outputs.ts";
import { trainShadows } from "./train-shadows.ts";

const shadows = 16;
/** Beyond these, small models of tables are no likeness of the model: the loss alone is asked. */
const mostFeatures = 1024;
const mostClasses = 50;
/** Of each side: more would take shadows too long and change little. */
const mostRows = 2500;

/** Whether the model's answers tell who was in its training data. One unit: it takes all rows together. */
export const check: ModelCheck = {
  id: "leakage/membership",
  version: "1.0.0",
  title: "Membership: who was trained on",
  about:
    "Asks the model for rows it was trained on and others, and tries to tell them apart: by their loss, and against shadow models (LiRA, RMIA).",
  needs: { outputs: ["score"], train: true, examples: 8 },
  covers: ["membership-inference"],
  references: ["AML.T0024.000", "arXiv:2112.03570", "arXiv:2312.03262"],
  plan: (facts) => {
    const small = facts.input.shape.reduce((product, dim) => product * dim, 1) <= mostFeatures;
    return {
      units: ["membership"],
      queriesPerUnit: Math.min(mostRows, facts.trainExamples) + Math.min(mostRows, facts.examples),
      settings: { shadows: small && facts.output.width <= mostClasses ? shadows : 0 },
      leftOut: [],
    };
  },
  examine,
  conclude: concludeMembership,
};

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { data, model, settings, signal, random, local } = context;
  if (data.train === undefined) throw new TypeError("membership needs rows that the model was trained on");
  const members = firstRows(data.train, mostRows);
  const { others, inBoth } = without(firstRows(data.test, mostRows), data.train);
  const rows = joined(members.rows, others.rows);
  const labels = Int32Array.from([...members.labels, ...others.labels]);
  const isMember = Uint8Array.from(labels, (_, i) => (i < members.rows.count ? 1 : 0));
  const { scores } = await model.predict(rows, context);
  if (scores === undefined) throw new TypeError("the model told labels where it was said to tell scores");
  const classes = model.output.width;
  const audited = { logits: confidencesOf(scores, classes, labels), members: isMember };
  const count = Number(settings["shadows"] ?? 0);
  const trainer: Trainer =
    local?.access.includes("trees") === true ? boostedTreesTrainer() : perceptronTrainer();
  const trained =
    count === 0
      ? undefined
      : await trainShadows(
          trainer,
          { rows, labels, classes },
          { shadows: count, signal },
          random.derive("shadows"),
        );
  const { confidence } = context.facts;
  const results = assessMembership(audited, trained);
  const each = 1 - (1 - confidence) / results.length;
  return {
    unit,
    outcome: "measured",
    queries: rows.count,
    detail: {
      members: members.rows.count,
      nonMembers: others.rows.count,
      inBoth,
      shadows: count,
      ...(trained === undefined ? {} : { trainer: trainer.name }),
      attacks: results.map(({ attack, curve }) => ({ ...attackDetail(attack, curve, each) })),
    },
  };
}

const firstRows = ({ rows, labels }: LabelledRows, most: number): { rows: Rows; labels: Int32Array } => {
  const count = Math.min(most, rows.count);
  return {
    rows: { count, width: rows.width, data: rows.data.subarray(0, count * rows.width) },
    labels: labels.subarray(0, count),
  };
};

/** Rows of the test data that stand in the training data are members: called others, they would hide what leaks. */
function without(
  { rows, labels }: { readonly rows: Rows; readonly labels: Int32Array },
  { rows: trained }: LabelledRows,
): { readonly others: { readonly rows: Rows; readonly labels: Int32Array }; readonly inBoth: number } {
  const { width } = rows;
  const keyOf = (data: Float64Array, at: number): string =>
    Buffer.from(data.slice(at * width, (at + 1) * width).buffer).toString("latin1");
  const seen = new Set(Array.from({ length: trained.count }, (_, at) => keyOf(trained.data, at)));
  const kept = Array.from({ length: rows.count }, (_, at) => at).filter(
    (at) => !seen.has(keyOf(rows.data, at)),
  );
  if (kept.length === 0) throw new RangeError("every test row stands in the training data");
  const data = new Float64Array(kept.length * width);
  kept.forEach((at, i) => data.set(rows.data.subarray(at * width, (at + 1) * width), i * width));
  return {
    others: {
      rows: { count: kept.length, width, data },
      labels: Int32Array.from(kept, (at) => labels[at] ?? -1),
    },
    inBoth: rows.count - kept.length,
  };
}

function joined(a: Rows, b: Rows): Rows {
  const data = new Float64Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { count: a.count + b.count, width: a.width, data };
}
