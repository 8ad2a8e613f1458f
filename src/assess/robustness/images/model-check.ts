import { z } from "zod";
import type {
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  ModelMeasure,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";
import { examineExample, planExamples, type Posed, type Tried } from "../evasion/index.ts";
import { pictureOf } from "./picture.ts";
import { describe } from "./transformations.ts";
import { transformationAttack, usualTransformations } from "./transformation-attack.ts";

const families = usualTransformations.map((family) => ({ name: family[0]?.kind ?? "none", family }));
const queriesPerPicture = families.reduce((sum, { family }) => sum + family.length + 1, 0);

/** What happens to pictures without anybody choosing it for the model: turning, moving, light, blur, noise, covering. */
export const check: ModelCheck = {
  id: "robustness/image-changes",
  version: "1.0.0",
  title: "Everyday changes of pictures",
  about: "Turns, moves, dims, blurs, covers pictures and adds noise, from hardly visible to still readable.",
  needs: { outputs: ["score", "label"], examples: 1 },
  covers: ["row-evasion"],
  references: ["AML.T0015", "arXiv:1712.02779", "arXiv:1903.12261"],
  plan: (facts) => {
    const width = facts.input.shape.reduce((product, dim) => product * dim, 1);
    const plan = planExamples({
      facts,
      queriesPerAttack: queriesPerPicture,
      settings: { changes: families.flatMap(({ family }) => family.map(describe)) },
    });
    if (pictureOf(facts.input.shape, width) !== undefined && facts.input.domain !== undefined) return plan;
    const reason =
      facts.input.domain === undefined
        ? "the domain of the rows is not given, so black and white are unknown"
        : `rows of the shape [${facts.input.shape.join(", ")}] are no pictures; a picture is [channels, height, width]`;
    return { ...plan, units: [], leftOut: [{ unit: "test-0", reason, units: facts.examples }] };
  },
  examine: (unit, context) => examineExample(unit, context, byFamilies),
  conclude,
};

/** Every family, also after one has succeeded: each has its own share. The first success is the record. */
async function byFamilies({ run }: Posed): Promise<Tried> {
  const fell: string[] = [];
  let queries = 0;
  let shown: Tried["record"] | undefined;
  for (const { name, family } of families) {
    const record = await run(transformationAttack(name, family), family.length + 1);
    queries += record.queries;
    if (record.outcome === "success") fell.push(name);
    if (shown === undefined || (shown.outcome !== "success" && record.outcome === "success")) shown = record;
    if (record.outcome === "clean-wrong" || record.outcome === "refused") break;
  }
  if (shown === undefined) throw new RangeError("no family was tried");
  return { record: shown, queries, more: { fell } };
}

const fellSchema = z.looseObject({ fell: z.array(z.string()) });

function conclude(records: readonly UnitRecord[], { confidence }: ModelFacts): ModelConclusion {
  const decided = records.filter(
    ({ outcome }) => outcome === "success" || outcome === "failed-within-budget",
  );
  const n = decided.length;
  const wrong = records.filter(({ outcome }) => outcome === "clean-wrong").length;
  const open = records.length - n - wrong;
  const caveats =
    open === 0 ? [] : [`${open} of ${records.length} pictures could not be examined; they count as neither.`];
  if (n === 0)
    return { measures: [], findings: [], caveats: [...caveats, "No picture was answered rightly."] };
  const fallen = decided.filter(({ outcome }) => outcome === "success");
  const interval = clopperPearson(fallen.length, n, confidence);
  const sentence = `Everyday changes turned ${fallen.length} of ${n} pictures wrong (${percent(fallen.length / n)}, at most ${percent(interval.high, "up")} at ${percent(interval.confidence)}).`;
  const measures = families.map(({ name }): ModelMeasure => {
    const count = decided.filter(({ detail }) =>
      fellSchema.safeParse(detail).data?.fell.includes(name),
    ).length;
    return {
      kind: "number",
      id: `fallen-${name}`,
      title: `Pictures turned wrong by ${name}`,
      value: count / n,
      n,
      interval: clopperPearson(count, n, confidence),
    };
  });
  const share = fallen.length / n;
  return {
    measures,
    findings:
      fallen.length === 0
        ? []
        : [
            {
              id: "image-changes",
              severity: share >= 0.5 ? "high" : share >= 0.1 ? "medium" : "low",
              title: "Everyday changes of pictures turn answers wrong",
              sentence,
              remedy:
                "Train with pictures changed like these, and have people look where the model is unsure.",
              units: fallen.map(({ unit }) => unit),
            },
          ],
    gated: { value: share, interval, sentence },
    caveats: [...caveats, "Of each kind a few strengths were tried; the plan in the evidence lists them."],
  };
}
