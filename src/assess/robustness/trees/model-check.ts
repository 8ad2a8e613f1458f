import type {
  CurvePoint,
  LocalModel,
  ModelCheck,
  ModelFacts,
  ModelMeasure,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { decodeModel, treesOf, type TreeEnsemble } from "../../../models/index.ts";
import { clopperPearson } from "../../../stats/index.ts";
import { concludeEvasion, examineExample, planExamples, radiiOf } from "../evasion/index.ts";
import { leafTuple, treeExact } from "./attacks.ts";

/** Steps of the search for one row: some seconds at most. */
const mostSteps = 200_000;
/** The first look and two candidates, of each of three attacks. */
const queries = 9;

/** The nearest row of another class for each test row of a tree ensemble, exactly. One unit is one test row. */
export const check: ModelCheck = {
  id: "robustness/tree-exact",
  version: "1.0.0",
  title: "Evasion of a tree ensemble, exactly",
  about:
    "Finds the smallest change of each row that the trees answer otherwise, by branch and bound over their leaves: what it does not find is not there.",
  needs: { outputs: ["score", "label"], access: "trees", examples: 1 },
  covers: ["row-evasion"],
  references: ["AML.T0015", "AML.T0043.000", "arXiv:1906.03849", "arXiv:2010.11598"],
  plan: (facts) => planExamples({ facts, queriesPerAttack: queries, settings: { mostSteps } }),
  examine: async (unit, context) => {
    const ensemble = await treesFrom(context);
    const pool = context.data.train ?? context.data.test;
    return examineExample(unit, context, async ({ run }) => {
      let certified: number | undefined;
      let steps = 0;
      const bounded = (_: string, bounds: { readonly lower: number; readonly steps: number }): void => {
        certified = bounds.lower;
        steps = bounds.steps;
      };
      const exact = await run(treeExact({ ensemble, mostSteps, bounded }), 3);
      const norms = exact.outcome === "success" ? (["l1", "l2"] as const) : [];
      const near = await Promise.all(norms.map((norm) => run(leafTuple({ ensemble, norm, pool }), 3)));
      return {
        record: exact,
        queries: exact.queries + near.reduce((sum, record) => sum + record.queries, 0),
        more: {
          steps,
          ...(certified === undefined ? {} : { certified: certified === Infinity ? "any" : certified }),
          ...Object.fromEntries(
            near.flatMap((record) =>
              record.distances === undefined
                ? []
                : [[record.attack, record.distances[record.attack === "leaf-tuple-l1" ? "l1" : "l2"]]],
            ),
          ),
        },
      };
    });
  },
  conclude: (records, facts) => {
    const evasion = concludeEvasion(records, facts, {
      attacker: "an attacker who has the trees",
      remedy:
        "Train with such rows or with a margin around thresholds, and let no decision hang on a feature that can be changed cheaply.",
      isExhaustive: true,
    });
    return {
      ...evasion,
      measures: [...evasion.measures, ...certificates(records, facts)],
      caveats: [...evasion.caveats, ...open(records)],
    };
  },
};

const known = new WeakMap<LocalModel, Promise<TreeEnsemble>>();

async function treesFrom({ local }: UnitContext): Promise<TreeEnsemble> {
  if (local === undefined) throw new TypeError("there is no model file to take trees from");
  const trees = known.get(local) ?? local.bytes().then(decodeModel).then(treesOf);
  known.set(local, trees);
  return trees;
}

/** The share of rows of which is proved that nothing within each radius changes the answer. */
function certificates(records: readonly UnitRecord[], facts: ModelFacts): readonly ModelMeasure[] {
  const seen = records.filter(
    ({ outcome, detail }) => outcome === "clean-wrong" || detail["certified"] !== undefined,
  );
  if (seen.length === 0) return [];
  const points = radiiOf(facts).radii.map((x): CurvePoint => {
    const holds = seen.filter((record) => lowerOf(record) > x).length;
    const interval = clopperPearson(holds, seen.length, facts.confidence);
    return { x, y: holds / seen.length, n: seen.length, interval };
  });
  return [
    {
      kind: "curve",
      id: "certified",
      title: "Proved: no change within the radius turns the answer",
      xLabel: "largest change of a feature, as a share of its range (L∞)",
      yLabel: "share of rows",
      points,
    },
  ];
}

function lowerOf({ outcome, detail }: UnitRecord): number {
  const { certified } = detail;
  if (outcome === "clean-wrong") return -Infinity;
  return certified === "any" ? Infinity : typeof certified === "number" ? certified : -Infinity;
}

/** Rows whose nearest change is only known between two bounds. */
function open(records: readonly UnitRecord[]): readonly string[] {
  const between = records.filter((record) => {
    const { distances } = record.detail;
    if (record.outcome !== "success" && record.outcome !== "failed-within-budget") return false;
    const upper = isObject(distances) && typeof distances["linf"] === "number" ? distances["linf"] : Infinity;
    return lowerOf(record) < upper * (1 - 1e-6);
  }).length;
  return between === 0
    ? []
    : [
        `Of ${between} rows the search ended between two bounds: the curve under attack holds from above, the proved one from below.`,
      ];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
