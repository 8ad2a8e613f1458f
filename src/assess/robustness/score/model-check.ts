import type {
  JsonObject,
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";
import { constraintsOf } from "../constraints/index.ts";
import { runAttack } from "../run/index.ts";
import { square } from "./square.ts";

const iterations = 500;
/** As shares of the span of the domain. */
const radii = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3] as const;
const gatedRadius = 0.1;
const mostExamples = 500;

/**
 * How far each example's prediction can be pushed by an attacker who sees scores. One unit is one test row, attacked
 * at growing radii until it falls: who can do more can do what less did.
 */
export const check: ModelCheck = {
  id: "robustness/score-attack",
  version: "1.0.0",
  title: "Evasion by an attacker who sees scores",
  about: "Square attack within L∞ balls: shares of rightly answered rows that small changes turn wrong.",
  needs: { outputs: ["score"], examples: 1 },
  covers: [],
  references: ["arXiv:1912.00049"],
  plan: ({ examples, input }) => {
    const ids = Array.from({ length: examples }, (_, i) => `test-${i}`);
    // Without a domain a radius has no unit: nothing is claimed rather than something guessed.
    const attacked = input.domain === undefined ? [] : ids.slice(0, mostExamples);
    const reason = input.domain === undefined ? "the domain of the rows is not given" : "beyond the sample";
    return {
      units: attacked,
      queriesPerUnit: radii.length * (iterations + 1),
      settings: { radii: [...radii], iterations, gatedRadius },
      leftOut: ids.slice(attacked.length).map((unit) => ({ unit, reason })),
    };
  },
  examine,
  conclude,
};

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { model, data, facts, random, signal } = context;
  const { rows, labels } = data.test;
  const at = Number(unit.slice("test-".length));
  const row = rows.data.slice(at * rows.width, (at + 1) * rows.width);
  const span = (model.input.domain?.high ?? 1) - (model.input.domain?.low ?? 0);
  let queries = 0;
  let outcome: UnitRecord["outcome"] = "refused";
  let detail: JsonObject = {};
  let adversarial: Float64Array | undefined;
  for (const radius of radii) {
    const [record] = await runAttack(square({ epsilon: radius * span, iterations }), {
      model: { predict: (asked) => model.predict(asked, context) },
      input: model.input,
      output: model.output,
      examples: [{ id: unit, row, label: labels[at] ?? -1 }],
      random,
      budget: iterations + 1,
      constraints: constraintsOf(model.input, facts),
      signal,
    });
    if (record === undefined) throw new Error(`no record of ${unit}`);
    queries += record.queries;
    outcome = record.outcome;
    adversarial = record.adversarial;
    detail = {
      label: record.label,
      cleanLabel: record.cleanLabel,
      ...(record.note === undefined ? {} : { note: record.note }),
      ...(record.adversarial === undefined || record.distances === undefined
        ? {}
        : {
            radius,
            adversarialLabel: record.adversarialLabel ?? -1,
            distances: { ...record.distances },
          }),
    };
    if (outcome !== "failed-within-budget") break;
  }
  return {
    unit,
    outcome,
    queries,
    detail,
    example: { row: [...row], ...(adversarial === undefined ? {} : { adversarial: [...adversarial] }) },
  };
}

function conclude(records: readonly UnitRecord[], { confidence }: ModelFacts): ModelConclusion {
  const attacked = records.filter(
    ({ outcome }) => outcome === "success" || outcome === "failed-within-budget",
  );
  const n = attacked.length;
  if (n === 0) return { measures: [], findings: [], caveats: ["No row was attacked."] };
  const points = radii.map((x) => {
    const fallen = attacked.filter(
      ({ outcome, detail }) => outcome === "success" && Number(detail["radius"]) <= x,
    );
    return { x, y: fallen.length / n, n, interval: clopperPearson(fallen.length, n, confidence) };
  });
  const gate = points.find(({ x }) => x === gatedRadius);
  const began = records.filter(({ outcome }) => outcome === "refused" || outcome === "init-failed").length;
  return {
    measures: [
      {
        kind: "curve",
        id: "success-by-radius",
        title: "Rows turned wrong",
        xLabel: "L∞ radius, share of the domain",
        yLabel: "share of rows answered rightly before",
        logX: true,
        points,
      },
    ],
    findings: [],
    ...(gate === undefined
      ? {}
      : {
          gated: {
            value: gate.y,
            interval: gate.interval,
            sentence: `Changes of at most ${percent(gatedRadius)} of the domain turned ${percent(gate.y)} of ${n} rows wrong.`,
          },
        }),
    caveats: began === 0 ? [] : [`${began} rows could not be attacked; they count as neither.`],
  };
}
