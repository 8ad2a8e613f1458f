import { z } from "zod";
import type {
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  ModelFinding,
  UnitRecord,
} from "../../../contracts/index.ts";
import type { Attack, AttackOutcome, ExampleRecord } from "../attack.ts";
import {
  atGrowingRadii,
  concludeEvasion,
  examineExample,
  planExamples,
  radiiOf,
  type Posed,
  type Tried,
} from "../evasion/index.ts";
import { square } from "../score/index.ts";
import { checkMasking } from "../summary/index.ts";
import { apgd } from "./apgd.ts";
import { pgd } from "./pgd.ts";

const iterations = 50;
const restarts = 2;
const squareIterations = 500;
/** Rows that are shown to the model because their loss says that they may be wrong; one attack at one radius. */
const shownAtMost = 400;

/** The strongest attack of this kind: whoever has the file follows the gradient of the loss itself. */
export const check: ModelCheck = {
  id: "robustness/gradient-attack",
  version: "1.0.0",
  title: "Evasion by an attacker who has the model's file",
  about:
    "Follows gradients of the loss (APGD with two losses, PGD), the worst of them for each row; a score attack beside it tells whether gradients mislead.",
  needs: { outputs: ["score"], access: "gradient", examples: 1 },
  covers: ["row-evasion"],
  references: ["AML.T0015", "AML.T0043.000", "arXiv:1706.06083", "arXiv:2003.01690", "arXiv:1802.00420"],
  plan: (facts) =>
    planExamples({
      facts,
      queriesPerAttack:
        radiiOf(facts).radii.length * attacksAt(1).length * shownAtMost + squareIterations + 1,
      settings: { iterations, restarts, squareIterations },
    }),
  examine: (unit, context) => examineExample(unit, context, worstOf),
  conclude,
};

/** The cheapest first: the first that succeeds ends the radius. */
const attacksAt = (epsilon: number): readonly Attack[] => [
  apgd({ epsilon, loss: "cross-entropy", iterations, restarts }),
  apgd({ epsilon, loss: "dlr", iterations, restarts }),
  pgd({ epsilon, restarts }),
];

async function worstOf(posed: Posed): Promise<Tried> {
  const gradient = await atGrowingRadii(posed, attacksAt, shownAtMost);
  const { gatedRadius } = posed;
  if (posed.regime === "any" || !isDecided(gradient.record.outcome)) return gradient;
  const other = await posed.run(
    square({ epsilon: gatedRadius, iterations: squareIterations }),
    squareIterations + 1,
  );
  const reached = gradient.radius !== undefined && gradient.radius <= gatedRadius;
  const more = {
    byGradient: reached ? "success" : "failed-within-budget",
    byScores: other.outcome,
  };
  const queries = gradient.queries + other.queries;
  // The worst of all that was tried: what another attack found counts, whatever the gradient did.
  return !reached && other.outcome === "success"
    ? { record: other, queries, radius: gatedRadius, more }
    : { ...gradient, queries, more };
}

const isDecided = (outcome: AttackOutcome): boolean =>
  outcome === "success" || outcome === "failed-within-budget";

const pairSchema = z.looseObject({
  byGradient: z.enum(["success", "failed-within-budget"]),
  byScores: z.enum(["clean-wrong", "success", "failed-within-budget", "refused", "init-failed"]),
});

function conclude(records: readonly UnitRecord[], facts: ModelFacts): ModelConclusion {
  const conclusion = concludeEvasion(records, facts, {
    attacker: "an attacker who has the model's file",
    remedy:
      "Train with such rows (adversarial training), and guard the file: without it attacks need many queries, which can be limited and watched.",
  });
  const pairs = records.flatMap(({ unit, detail }) => {
    const pair = pairSchema.safeParse(detail).data;
    return pair === undefined ? [] : [{ unit, ...pair }];
  });
  if (pairs.length === 0) return conclusion;
  const masking = checkMasking(
    pairs.map(({ unit, byGradient }) => recordOf(unit, byGradient)),
    pairs.map(({ unit, byScores }) => recordOf(unit, byScores)),
    facts.confidence,
  );
  if (!masking.suspected) return { ...conclusion, caveats: [...conclusion.caveats, masking.sentence] };
  const finding: ModelFinding = {
    id: "gradient-masking",
    severity: "medium",
    title: "Gradients mislead: an attack without them finds more",
    sentence: masking.sentence,
    remedy:
      "Do not trust robustness that was measured with gradients alone. Look for what hides them: rounding, randomness, saturated outputs, layers without a gradient.",
    units: pairs
      .filter(({ byGradient, byScores }) => byGradient !== "success" && byScores === "success")
      .map(({ unit }) => unit),
  };
  return {
    ...conclusion,
    findings: [...conclusion.findings, finding],
    caveats: [...conclusion.caveats, masking.sentence],
  };
}

const recordOf = (id: string, outcome: AttackOutcome): ExampleRecord => ({
  id,
  attack: "",
  label: 0,
  cleanLabel: 0,
  outcome,
  queries: 0,
  gradients: 0,
  unanswered: 0,
});
