import type {
  CurvePoint,
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";
import { planExamples, radiiOf, regimesOf } from "../evasion/index.ts";
import { certifySmoothed } from "./smooth.ts";

/** Of a feature's range. */
const sigma = 0.1;
const n0 = 100;
const n = 1000;
const alpha = 0.001;
const most = 50;

/** Certificates by randomized smoothing. One unit is one test row. */
export const check: ModelCheck = {
  id: "robustness/smoothing",
  version: "1.0.0",
  title: "Certificates of the smoothed classifier",
  about:
    "Asks for each row with much noise added, and proves around which rows the most likely answer under noise stays the same. It certifies the smoothed classifier, not the deployed one.",
  needs: { outputs: ["score", "label"], examples: 1 },
  covers: ["row-evasion"],
  references: ["arXiv:1902.02918"],
  plan: (facts) => planExamples({ facts, queriesPerAttack: n0 + n, settings: { sigma, n0, n, alpha }, most }),
  examine,
  conclude,
};

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { data, facts, model, random } = context;
  const { rows, labels } = data.test;
  const at = Number(unit.slice("test-".length));
  const label = labels[at] ?? -1;
  const { domain } = facts.input;
  const smoothed = await certifySmoothed({
    predict: (asked) => model.predict(asked, context),
    classes: facts.output.width,
    row: rows.data.slice(at * rows.width, (at + 1) * rows.width),
    random,
    sigma,
    scales: noisyScales(facts),
    ...(domain === undefined ? {} : { domain }),
    n0,
    n,
    alpha,
    batch: model.maxBatch,
  });
  return {
    unit,
    outcome: smoothed.kind === "certified" && smoothed.label !== label ? "clean-wrong" : "measured",
    queries: smoothed.queries,
    detail: {
      label,
      smoothedLabel: smoothed.kind === "certified" ? smoothed.label : -1,
      hits: smoothed.hits,
      ...(smoothed.kind === "certified" ? { radius: smoothed.radius } : {}),
    },
  };
}

/** Noise is for features that take any value and that the attacker may set: others have none, and no certificate. */
function noisyScales(facts: ModelFacts): Float64Array {
  const regimes = regimesOf(facts);
  if (regimes.kind === "none") throw new TypeError(regimes.why);
  const controlled = regimes.regimes.find(({ id }) => id === "controlled");
  if (controlled === undefined) throw new TypeError("no rules to smooth within");
  const { scales, perFeature } = controlled.constraints;
  return scales.map((scale, i) => {
    const rule = perFeature[i];
    const isFixed = rule?.immutable === true || rule?.integer === true || rule?.derived !== undefined;
    return isFixed ? 0 : scale;
  });
}

function conclude(records: readonly UnitRecord[], facts: ModelFacts): ModelConclusion {
  const seen = records.filter(({ outcome }) => outcome === "measured" || outcome === "clean-wrong");
  const caveats = [
    "This certifies the smoothed classifier, which answers with the most likely class under noise, and not the deployed model. Radii are in L2, in shares of features' ranges.",
    ...(facts.rules.some(({ integer, immutable, derived }) => integer ?? immutable ?? derived)
      ? [
          "Features that are whole numbers, fixed or derived get no noise: the certificate holds while they stay as they are.",
        ]
      : []),
  ];
  if (seen.length === 0) return { measures: [], findings: [], caveats };
  const reach = (record: UnitRecord): number => {
    const { radius } = record.detail;
    return record.outcome === "measured" && typeof radius === "number" ? radius : -1;
  };
  const points = [0, ...radiiOf(facts).radii].map((x): CurvePoint => {
    const holds = seen.filter((record) => reach(record) >= x).length;
    const interval = clopperPearson(holds, seen.length, facts.confidence);
    return { x, y: holds / seen.length, n: seen.length, interval };
  });
  const abstained = seen.filter(({ detail }) => detail["smoothedLabel"] === -1).length;
  return {
    measures: [
      {
        kind: "curve",
        id: "certified-smoothed",
        title: `Certified accuracy of the smoothed classifier (noise of ${percent(sigma)})`,
        xLabel: "radius (L2), in shares of features' ranges",
        yLabel: "share of rows certified right",
        points,
      },
      {
        kind: "number",
        id: "abstained",
        title: "Rows at which the smoothed classifier abstains",
        value: abstained / seen.length,
        n: seen.length,
        interval: clopperPearson(abstained, seen.length, facts.confidence),
      },
    ],
    findings: [],
    caveats,
  };
}
