import type {
  JsonObject,
  ModelCheck,
  ModelConclusion,
  ModelFacts,
  ModelMeasure,
  ModelPlan,
  Rows,
  Severity,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { permutation, percent, seededRandom } from "../../../stats/index.ts";
import { constraintsOf, runAttack, square, type ConstraintRules } from "../../robustness/index.ts";
import { attackedVerifier } from "./attacked-verifier.ts";
import { bestImpostor, impostorRates, thresholdAt } from "./impostors.ts";
import { morphsAccepted } from "./morph.ts";
import { enrol, similarity, type Embed, type Template } from "./template.ts";

/** Rows whose owners are enrolled, at most; each unit asks for their vectors. */
const mostEnrolled = 200;
/** The share of strangers that the threshold accepts when they do nothing. */
const strangers = 0.01;
const iterations = 200;
const mostUnits = 100;
const usualRadius = 0.1;

/** How often strangers are taken for somebody else. One unit is one test row: a stranger to all other identities. */
export const check: ModelCheck = {
  id: "embeddings/verification",
  version: "1.0.0",
  title: "Strangers accepted by a verification model",
  about:
    "Sets the threshold at which 1 % of strangers are accepted, and measures how many are when they search whom they are most like, climb by scores, or mix two persons in one row.",
  needs: { outputs: ["embedding"], examples: 2 },
  covers: ["row-evasion"],
  references: ["AML.T0015", "AML.T0043.001", "arXiv:1912.00049", "ISO/IEC 20059"],
  plan,
  examine,
  conclude,
};

function plan(facts: ModelFacts): ModelPlan {
  const order = permutation(facts.examples, seededRandom("order of examples")).map((at) => `test-${at}`);
  const radius = facts.radius ?? usualRadius;
  const enrolled = Math.min(mostEnrolled, facts.trainExamples > 0 ? facts.trainExamples : facts.examples);
  const { domain } = facts.input;
  const units = domain === undefined ? [] : order.slice(0, mostUnits);
  const reason =
    domain === undefined
      ? "no domain of the rows is given, so a radius would have no unit"
      : `beyond the sample of ${mostUnits} examples`;
  return {
    units,
    // The gallery, the row itself, a mean, the look before the climb and the climb.
    queriesPerUnit: enrolled + iterations + 3,
    settings: { enrolled, strangers, iterations, radius },
    leftOut: order.slice(units.length).map((unit) => ({ unit, reason })),
  };
}

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { data, facts, model, random, signal } = context;
  let queries = 0;
  const embed: Embed = async (rows) => {
    queries += rows.count;
    const { scores } = await model.predict(rows, context);
    if (scores === undefined) throw new TypeError("the model told no vectors");
    return scores;
  };
  const { rows, labels } = data.test;
  const at = Number(unit.slice("test-".length));
  const row = rows.data.slice(at * rows.width, (at + 1) * rows.width);
  const own = labels[at] ?? -1;
  const measured = (outcome: UnitRecord["outcome"], detail: JsonObject): UnitRecord => ({
    unit,
    outcome,
    queries,
    detail,
  });

  const gallery = galleryOf(context);
  const vectors = await embed(gallery.rows);
  const templates = enrol(vectors, gallery.identities);
  const threshold = thresholdAt(strangers, vectors, gallery.identities, templates);
  const others = templates.filter(({ identity }) => identity !== own);
  const vector = await embed({ count: 1, width: rows.width, data: row });
  const best = bestImpostor(vector, own, others);
  const blind = others[random.derive("victim").integer(Math.max(1, others.length))];
  const victim = others.find(({ identity }) => identity === best?.victim);
  if (best === undefined || blind === undefined || victim === undefined)
    return measured("refused", { why: "there is no other identity" });
  const radius = facts.radius ?? usualRadius;
  const { domain } = facts.input;
  const range = domain === undefined ? 1 : domain.high - domain.low;
  const [climb] = await runAttack(square({ epsilon: radius * range, iterations }), {
    model: attackedVerifier({ embed, threshold }, victim),
    input: facts.input,
    output: { kind: "score", width: 2 },
    examples: [{ id: unit, row, label: 0 }],
    random: random.derive("climb"),
    budget: iterations + 1,
    constraints: constraintsOf(facts.input, rulesOf(facts)),
    signal,
  });
  const [isMorph] = await morphsAccepted(embed, mixed(row, own, victim, templates, gallery), threshold);
  return measured("measured", {
    threshold,
    blind: similarity(vector, blind.vector),
    searched: best.similarity,
    // A stranger who is accepted as he is needs no climb.
    climbed: climb?.outcome === "success" || climb?.outcome === "clean-wrong",
    climb: climb?.outcome ?? "refused",
    ...(isMorph === undefined ? {} : { morph: isMorph }),
  });
}

/** The radius is a share of the domain for all features alike, whatever scales other checks count in. */
function rulesOf({ rules, costLimit }: ModelFacts): ConstraintRules {
  return {
    rules: rules.map((rule) => ({ ...rule, scale: 1 })),
    ...(costLimit === undefined ? {} : { costLimit }),
  };
}

interface Gallery {
  readonly rows: Rows;
  readonly identities: Int32Array;
}

/** The rows that are enrolled: the same for all units. */
function galleryOf({ data }: UnitContext): Gallery {
  const { rows, labels } = data.train ?? data.test;
  const chosen = permutation(rows.count, seededRandom("order of the gallery")).slice(0, mostEnrolled);
  const all = new Float64Array(chosen.length * rows.width);
  chosen.forEach((at, i) =>
    all.set(rows.data.subarray(at * rows.width, (at + 1) * rows.width), i * rows.width),
  );
  return {
    rows: { count: chosen.length, width: rows.width, data: all },
    identities: Int32Array.from(chosen, (at) => labels[at] ?? -1),
  };
}

/** The row and one of its victim's, for the mean of the two. */
function mixed(
  row: Float64Array,
  own: number,
  victim: Template,
  templates: readonly Template[],
  { rows, identities }: Gallery,
): Parameters<typeof morphsAccepted>[1] {
  const holder = templates.find(({ identity }) => identity === own);
  const at = identities.indexOf(victim.identity);
  if (holder === undefined || at < 0) return [];
  const other = rows.data.slice(at * rows.width, (at + 1) * rows.width);
  return [{ rows: [row, other], templates: [holder, victim] }];
}

function conclude(records: readonly UnitRecord[], facts: ModelFacts, settings: JsonObject): ModelConclusion {
  const seen = records.filter(({ outcome }) => outcome === "measured");
  const caveats = [
    `The threshold is set here, where ${percent(strangers)} of strangers in the gallery are accepted; the deployed one may be another.`,
  ];
  if (seen.length === 0) return { measures: [], findings: [], caveats };
  const share = (id: string, title: string, isAccepted: (record: UnitRecord) => boolean, of = seen) => {
    const counted = impostorRates(
      of.map((record) => Number(isAccepted(record))),
      0.5,
      facts.confidence,
    );
    const measure: ModelMeasure = {
      kind: "number",
      id,
      title,
      value: counted.rate,
      n: counted.n,
      interval: counted.interval,
    };
    return { ...counted, measure };
  };
  const above =
    (name: string) =>
    (record: UnitRecord): boolean =>
      Number(record.detail[name]) > Number(record.detail["threshold"]);
  const blind = share("accepted-blind", "Strangers accepted who do nothing", above("blind"));
  const searched = share(
    "accepted-searched",
    "Strangers accepted as whom they are most like",
    above("searched"),
  );
  const climbed = share(
    "accepted-climbed",
    "Strangers accepted who climb by scores",
    ({ detail }) => detail["climbed"] === true,
  );
  const pairs = seen.filter(({ detail }) => detail["morph"] !== undefined);
  const morphs = share(
    "morphs",
    "Means of two persons taken for both",
    ({ detail }) => detail["morph"] === true,
    pairs,
  );
  const radius = Number(settings["radius"]);
  const sentence = `Strangers who climb by scores are accepted in ${climbed.accepted} of ${climbed.n} tries with changes of at most ${percent(radius)} of each feature's range (${percent(climbed.rate)}, at most ${percent(climbed.interval.high, "up")} at ${percent(climbed.interval.confidence)}); those who do nothing in ${percent(blind.rate)}.`;
  const severity: Severity = climbed.rate >= 0.5 ? "high" : climbed.rate >= 0.1 ? "medium" : "low";
  const accepted = seen.filter(({ detail }) => detail["climbed"] === true);
  return {
    measures: [
      blind.measure,
      searched.measure,
      climbed.measure,
      ...(pairs.length === 0 ? [] : [morphs.measure]),
    ],
    findings:
      accepted.length === 0
        ? []
        : [
            {
              id: "false-accept",
              severity,
              title: "Strangers are accepted who climb by scores",
              sentence,
              remedy:
                "Answer with a decision and no score, limit tries for each identity, raise the threshold, and check that what is shown is alive and no mean of two.",
              units: accepted.map(({ unit }) => unit),
            },
          ],
    gated: { value: climbed.rate, interval: climbed.interval, sentence },
    caveats,
  };
}
