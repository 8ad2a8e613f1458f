import { z } from "zod";
import type {
  LabelledRows,
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  ModelMeasure,
  Rows,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { permutation, rocCurve, seededRandom } from "../../../stats/index.ts";
import { boundaryDistances, boundaryScores } from "../membership/boundary-distance.ts";
import { concludeMembership } from "../membership/conclude-membership.ts";
import { labelOnlyGap } from "../membership/label-only.ts";
import { attackDetail } from "../membership/membership-detail.ts";

/** Rows of each side: enough for a rate of 1 % false positives. */
const mostRows = 320;
const starts = 4;
const steps = 10;
const poolRows = 40;
const queriesPerRow = poolRows + 1 + starts * steps;

/** Membership where the model tells classes alone: one unit is one row, how far it lies from where the answer changes. */
export const check: ModelCheck = {
  id: "leakage/membership-labels",
  version: "1.0.0",
  title: "Membership by labels alone",
  about:
    "Tells rows the model was trained on from others by whether they are answered rightly, and by how far they lie from where the answer changes.",
  needs: { outputs: ["label", "score"], train: true, examples: 8 },
  covers: ["membership-inference"],
  references: ["AML.T0024.000", "arXiv:1709.01604", "arXiv:2007.14321"],
  plan: (facts) => ({
    units: interleaved(chosen("member", facts.trainExamples), chosen("other", facts.examples)),
    queriesPerUnit: queriesPerRow,
    settings: { starts, steps, poolRows },
    leftOut: ["member", "other"].flatMap((side) => {
      const count = side === "member" ? facts.trainExamples : facts.examples;
      const reason = `beyond the sample of ${mostRows} rows of each side`;
      return count <= mostRows ? [] : [{ unit: side, reason, units: count - mostRows }];
    }),
  }),
  examine,
  conclude,
};

/** Some rows of a side, in one fixed random order: two runs take the same. */
const chosen = (side: string, count: number): readonly string[] =>
  permutation(count, seededRandom(`order of ${side}s`))
    .slice(0, mostRows)
    .map((at) => `${side}-${at}`);

/** Both sides in turn, so that a smaller budget leaves both. */
function interleaved(members: readonly string[], others: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(members.length, others.length) }, (_, i) => [members[i], others[i]])
    .flat()
    .filter((unit) => unit !== undefined);
}

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { data, model, random } = context;
  const [side, number] = unit.split("-");
  const from: LabelledRows | undefined = side === "member" ? data.train : data.test;
  if (from === undefined) throw new TypeError("membership needs rows that the model was trained on");
  const at = Number(number);
  const { width } = from.rows;
  const row: Rows = { count: 1, width, data: from.rows.data.slice(at * width, (at + 1) * width) };
  const label = from.labels[at] ?? -1;
  // A test row that was trained on is a member: called an other, it would hide what leaks.
  if (side === "other" && data.train !== undefined && stands(row.data, data.train.rows))
    return { unit, outcome: "measured", queries: 0, detail: { inBoth: true } };
  const [record] = await boundaryDistances(
    (rows) => model.predict(rows, context),
    row,
    Int32Array.of(label),
    random,
    { starts, steps, pool: poolOf(data.test), idOf: () => unit },
  );
  if (record === undefined) throw new TypeError(`no record of ${unit}`);
  const { outcome, distance, queries } = record;
  return {
    unit,
    outcome: outcome === "init-failed" ? "init-failed" : "measured",
    queries: queries + poolRows,
    detail: {
      member: side === "member",
      right: outcome !== "clean-wrong",
      distance: Number.isFinite(distance) ? distance : -1,
    },
  };
}

function stands(row: Float64Array, { count, width, data }: Rows): boolean {
  for (let at = 0; at < count; at++) if (row.every((value, k) => value === data[at * width + k])) return true;
  return false;
}

/** Rows to walk towards: the same for every unit, whatever it is asked together with. */
function poolOf({ rows }: LabelledRows): Rows {
  const taken = permutation(rows.count, seededRandom("rows to walk to")).slice(0, poolRows);
  const data = new Float64Array(taken.length * rows.width);
  taken.forEach((at, i) =>
    data.set(rows.data.subarray(at * rows.width, (at + 1) * rows.width), i * rows.width),
  );
  return { count: taken.length, width: rows.width, data };
}

const detailSchema = z.object({ member: z.boolean(), right: z.boolean(), distance: z.number() });

function conclude(records: readonly UnitRecord[], facts: ModelFacts): ModelConclusion {
  const known = records.flatMap(({ outcome, detail }) => {
    const parsed = detailSchema.safeParse(detail).data;
    return parsed === undefined ? [] : [{ ...parsed, outcome }];
  });
  const members = Uint8Array.from(known, ({ member }) => (member ? 1 : 0));
  const right = Uint8Array.from(known, (one) => (one.right ? 1 : 0));
  const both = members.includes(1) && members.includes(0);
  if (!both) return { measures: [], findings: [], caveats: ["Rows of one side only were examined."] };
  const told = boundaryScores(
    known.map(({ distance, outcome }, row) => ({ row, distance, outcome })),
    members,
  );
  const gap = labelOnlyGap(right, members, facts.confidence);
  const boundary = rocCurve(told.scores, told.members);
  const least = boundary.positives === 0 || boundary.negatives === 0;
  const detail = {
    members: Math.max(1, boundary.positives),
    nonMembers: Math.max(1, boundary.negatives),
    inBoth: records.filter((one) => one.detail["inBoth"] === true).length,
    shadows: 0,
    attacks: least ? [] : [{ ...attackDetail("boundary", boundary, facts.confidence) }],
  };
  const conclusion = concludeMembership(
    [{ unit: "membership", outcome: "measured", queries: 0, detail }],
    facts,
  );
  const measure: ModelMeasure = {
    kind: "number",
    id: "gap",
    title: "Right answers for members less those for others, in points",
    value: 100 * gap.advantage,
    unit: "points",
    n: known.length,
    interval: { ...gap.interval, low: 100 * gap.interval.low, high: 100 * gap.interval.high },
  };
  return {
    ...conclusion,
    measures: [measure, ...conclusion.measures],
    caveats: [
      ...conclusion.caveats.filter((caveat) => !caveat.startsWith("No shadow")),
      ...(told.leftOut === 0
        ? []
        : [`${told.leftOut} rows found no other answer to walk to; they are left out.`]),
    ],
  };
}
