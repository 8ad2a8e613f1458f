import type { ModelCheck, UnitContext } from "../../../contracts/index.ts";
import { concludeEvasion, examineExample, planExamples } from "../evasion/index.ts";
import { hopSkipJump } from "./hop-skip-jump.ts";
import type { StartingPool } from "./starting-points.ts";

const iterations = 10;
/** Of ten iterations on a row: starting points, ten times the directions, bisections and steps. */
const budget = 3000;

/** How near each example's answer changes, for an attacker who sees labels alone. One unit is one test row. */
export const check: ModelCheck = {
  id: "robustness/decision-attack",
  version: "1.0.0",
  title: "Evasion by an attacker who sees labels",
  about:
    "Walks from rows of other classes to the nearest row answered wrongly (HopSkipJump), by labels alone.",
  needs: { outputs: ["score", "label"], examples: 2 },
  covers: ["row-evasion"],
  references: ["AML.T0015", "AML.T0043.001", "arXiv:1904.02144"],
  plan: (facts) => planExamples({ facts, queriesPerAttack: budget, settings: { iterations }, most: 200 }),
  examine: (unit, context) => {
    const pool = poolOf(context);
    return examineExample(unit, context, async ({ run }) => {
      const record = await run(hopSkipJump({ norm: "linf", iterations, pool }), budget);
      return { record, queries: record.queries };
    });
  },
  conclude: (records, facts) =>
    concludeEvasion(records, facts, {
      attacker: "an attacker who sees labels alone",
      remedy:
        "Train with such rows, and limit and watch queries that differ little from each other: this attack needs thousands.",
    }),
};

/** Rows to start from, with their true classes: what an attacker has seen of the world. */
const poolOf = ({ data }: UnitContext): StartingPool => data.train ?? data.test;
