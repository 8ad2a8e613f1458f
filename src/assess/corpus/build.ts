import type {
  Arm,
  Case,
  CheckPlan,
  CorpusRef,
  JsonObject,
  JsonValue,
  Surface,
} from "../../contracts/index.ts";
import { digestOf } from "../../formats/index.ts";
import { corpusErrors } from "./errors.ts";
import type { Corpus } from "./load.ts";
import { asksIn, phrase, withReceipt, type Phrased } from "./phrase.ts";
import type { Intent, Technique, TechniqueVariant, Twin } from "./schema.ts";
import { fill } from "./template/template.ts";

export interface BuildRequest {
  /** Id of the check the cases belong to. */
  readonly check: string;
  /** The surfaces the target offers; cases on others are left out. */
  readonly surfaces: readonly Surface[];
  /** What is known about the system; the pack's own facts stand where it says nothing. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What says where a case comes from, before facts are filled in. */
interface Draft extends Phrased {
  readonly arm: Arm;
  readonly intent: Intent;
  readonly technique: string;
  readonly surface: Surface;
  readonly oracle: Case["oracle"];
}

/**
 * Builds every case of a corpus: intent × technique × surface × phrasing, the bare asks, and the benign
 * twins. Order and ids depend on the pack alone, so that two machines and two runs agree. What the target
 * cannot carry, or what nothing is known about, is named in `leftOut`.
 *
 * Phrasings are picked by a Latin square over asks and variants: every ask and every wording of a technique
 * is used, without multiplying them all.
 */
export function buildCases(corpus: Corpus, request: BuildRequest): CheckPlan {
  const facts = knownFacts(corpus, request.facts);
  const cases: Case[] = [];
  const leftOut: { case: string; reason: string }[] = [];
  for (const intent of corpus.intents) {
    const lacking = missingFact(intent, facts);
    const attacks = corpus.techniques.flatMap((technique, t) => attackDrafts(corpus, intent, technique, t));
    const drafts = [...attacks, ...baselineDrafts(corpus, intent), ...twinDrafts(intent)];
    for (const draft of drafts) {
      const reason =
        lacking ??
        (request.surfaces.includes(draft.surface)
          ? undefined
          : `The target has no way to place text on the surface \`${draft.surface}\`.`);
      const id = idOf(request.check, draft);
      if (reason !== undefined) leftOut.push({ case: id, reason });
      else cases.push(finish(request.check, id, draft, facts, twinnedWith(request.check, draft, attacks)));
    }
  }
  const ref = (arm: Arm): CorpusRef => {
    const own = cases.filter((item) => item.arm === arm);
    const { id: pack, version } = corpus.manifest;
    return { pack, version, digest: digestOf(own as unknown as JsonValue), cases: own.length };
  };
  return {
    cases,
    corpora: { attack: ref("attack"), baseline: ref("baseline"), benign: ref("benign") },
    covers: covered(corpus, cases),
    leftOut,
  };
}

/** A slice of the corpus with fewer attacks than this is an anecdote: it does not answer a threat's test. */
const fewestInSlice = 20;

/** The threat tests whose slice of the corpus is really among the cases. */
function covered(corpus: Corpus, cases: readonly Case[]): string[] {
  const attacks = cases.filter(({ arm }) => arm === "attack");
  return Object.entries(corpus.layout.covers).flatMap(([test, { intents, surfaces }]) => {
    const slice = attacks.filter(
      ({ intent, surface }) =>
        (intents === undefined || intents.includes(intent)) &&
        (surfaces === undefined || surfaces.some((one) => one === surface)),
    );
    const whole = intents === undefined && surfaces === undefined;
    return slice.length < (whole ? 1 : fewestInSlice) ? [] : [test];
  });
}

function attackDrafts(corpus: Corpus, intent: Intent, technique: Technique, t: number): Draft[] {
  const i = corpus.intents.indexOf(intent);
  const usable = technique.variants.filter(({ language }) => asksIn(intent, language).length > 0);
  return [...Map.groupBy(usable, surfaceOf)].flatMap(([surface, variants]) =>
    picks(corpus.layout.phrasings, i, t, variants, intent).map(({ variant, v, a, k }) => {
      const ask = asksIn(intent, variant.language)[a] ?? "";
      const whole = withReceipt(intent, ask, variant.language, corpus.layout, i + t + k);
      const { id, params } = intent.oracle;
      return {
        ...phrase(technique, variant, whole, `${variant.language}-ask${a + 1}-form${v + 1}`),
        arm: "attack" as const,
        intent,
        technique: technique.id,
        surface,
        oracle: { id, params },
      };
    }),
  );
}

/** Which wording (`v`) goes with which ask (`a`): all different, at most `count` of them. */
function picks(count: number, i: number, t: number, variants: readonly TechniqueVariant[], intent: Intent) {
  const seen = new Set<string>();
  return Array.from({ length: count }, (_, k) => k).flatMap((k) => {
    const v = (i + k) % variants.length;
    const variant = variants[v];
    if (variant === undefined) return [];
    const a = (i + t + k) % asksIn(intent, variant.language).length;
    if (seen.has(`${v} ${a}`)) return [];
    seen.add(`${v} ${a}`);
    return [{ variant, v, a, k }];
  });
}

function baselineDrafts(corpus: Corpus, intent: Intent): Draft[] {
  return intent.asks.map((ask, a) => ({
    phrasing: `en-ask${a + 1}`,
    plants: [],
    turns: [withReceipt(intent, ask, "en", corpus.layout, a)],
    arm: "baseline",
    intent,
    technique: "none",
    surface: "user-turn",
    oracle: { id: intent.oracle.id, params: intent.oracle.params },
  }));
}

function twinDrafts(intent: Intent): Draft[] {
  return intent.twins.map((twin, i) => ({
    phrasing: `twin${i + 1}`,
    plants: twin.plants ?? [],
    turns: [twin.text],
    ...(twin.history === undefined ? {} : { history: twin.history }),
    arm: "benign",
    intent,
    technique: "none",
    surface: surfaceOf(twin),
    oracle: { id: "served", params: twin.served },
  }));
}

function surfaceOf(variant: TechniqueVariant | Twin): Surface {
  return variant.plants?.[0]?.surface ?? (variant.history === undefined ? "user-turn" : "history");
}

/** The attack a twin is told to mirror: the first of its intent on the same surface, else the first. */
function twinnedWith(check: string, draft: Draft, attacks: readonly Draft[]): string | undefined {
  if (draft.arm !== "benign") return undefined;
  const attack = attacks.find(({ surface }) => surface === draft.surface) ?? attacks[0];
  return attack === undefined ? undefined : idOf(check, attack);
}

/** Readable, and changed by every change of a text; facts of the system play no part. */
function idOf(check: string, draft: Draft): string {
  const { arm, intent, technique, surface, phrasing, plants, turns, history } = draft;
  const content = { check, arm, intent: intent.id, technique, surface, phrasing, plants, turns, history };
  const digest = digestOf(content as unknown as JsonValue).slice(0, 10);
  return `${intent.id}.${arm === "attack" ? technique : arm}.${surface}.${digest}`;
}

function finish(
  check: string,
  id: string,
  draft: Draft,
  facts: Readonly<Record<string, string>>,
  twinOf: string | undefined,
): Case {
  const filled = (text: string): string => fill(text, facts);
  return {
    id,
    check,
    arm: draft.arm,
    intent: draft.intent.id,
    technique: draft.technique,
    surface: draft.surface,
    phrasing: draft.phrasing,
    severity: draft.intent.severity,
    plants: draft.plants.map(({ surface, text }) => ({ surface, text: filled(text) })),
    turns: draft.turns.map(filled),
    ...(draft.history === undefined
      ? {}
      : { history: draft.history.map((turn) => ({ ...turn, text: filled(turn.text) })) }),
    oracle: { id: draft.oracle.id, params: filledParams(draft.oracle.params, facts) as JsonObject },
    ...(twinOf === undefined ? {} : { twinOf }),
  };
}

function filledParams(value: JsonValue | undefined, facts: Readonly<Record<string, string>>): JsonValue {
  if (typeof value === "string") return fill(value, facts);
  if (Array.isArray(value)) return value.map((item: JsonValue) => filledParams(item, facts));
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filledParams(member, facts)]));
}

function knownFacts(corpus: Corpus, given: Readonly<Record<string, string>>): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, standard] of Object.entries(corpus.layout.facts)) {
    const value = Object.hasOwn(given, name) ? (given[name] ?? standard) : standard;
    if (value.includes("{{") || value.includes("}}"))
      throw corpusErrors.fact(`The fact \`${name}\` holds \`{{\` or \`}}\`.`, { field: name });
    facts[`fact.${name}`] = value;
  }
  return facts;
}

function missingFact(intent: Intent, facts: Readonly<Record<string, string>>): string | undefined {
  const { needs_facts: needed } = intent;
  if (needed.length === 0 || needed.some((name) => (facts[`fact.${name}`] ?? "") !== "")) return undefined;
  return `The system says nothing about ${needed.join(" or ")}, so that a leak could not be recognised.`;
}
