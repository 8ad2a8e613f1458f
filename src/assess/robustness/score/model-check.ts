import type { ModelCheck } from "../../../contracts/index.ts";
import { atGrowingRadii, concludeEvasion, examineExample, planExamples, radiiOf } from "../evasion/index.ts";
import { square } from "./square.ts";

const iterations = 500;

/** How far each example's answer can be pushed by an attacker who sees scores. One unit is one test row. */
export const check: ModelCheck = {
  id: "robustness/score-attack",
  version: "1.0.0",
  title: "Evasion by an attacker who sees scores",
  about: "Tries small changes of rows that lower the score of the right class (Square), at growing radii.",
  needs: { outputs: ["score"], examples: 1 },
  covers: ["row-evasion"],
  references: ["AML.T0015", "AML.T0043.001", "arXiv:1912.00049"],
  plan: (facts) =>
    planExamples({
      facts,
      queriesPerAttack: radiiOf(facts).radii.length * (iterations + 1),
      settings: { iterations },
    }),
  examine: (unit, context) =>
    examineExample(unit, context, (posed) =>
      atGrowingRadii(posed, (radius) => [square({ epsilon: radius, iterations })], iterations + 1),
    ),
  conclude: (records, facts) =>
    concludeEvasion(records, facts, {
      attacker: "an attacker who sees scores",
      remedy:
        "Train with such rows, tell labels or rounded scores instead of exact ones, limit and watch queries that differ little from each other.",
    }),
};
