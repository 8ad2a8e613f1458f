import { z } from "zod";
import { plantSurfaces, surfaces } from "../../contracts/index.ts";

/** Lower-case words joined by hyphens. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/u);
const factName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/u);
const text = z.string().min(1).max(4000);
const language = z.enum(["en", "de", "fr", "sv"]);
const severity = z.enum(["critical", "high", "medium", "low"]);

const plantSurface = z.enum(plantSurfaces);
const attackSurface = z.enum(surfaces);

/** `corpus.yaml`, a list of one: how the intents beside it become cases. */
export const corpusSchema = z.strictObject({
  /** The techniques it uses, by id; each intent is delivered by each. */
  techniques: z.array(name).min(1),
  /** Cases for each intent, technique and surface. */
  phrasings: z.int().min(1).max(20),
  /** The pack does not build with fewer cases than these. */
  minimum: z.strictObject({ attack: z.int(), baseline: z.int(), benign: z.int() }),
  /** Which threat tests a result answers, and the slice of attacks that exercises each; no limits: all attacks. */
  covers: z.record(
    name,
    z.strictObject({
      intents: z.array(name).min(1).optional(),
      surfaces: z.array(attackSurface).min(1).optional(),
    }),
  ),
  /** Defaults of `{{fact.NAME}}`; a system overrides them. */
  facts: z.record(factName, z.string().max(20_000)).default({}),
  /** Appended to every ask of an intent that wants one, by language. */
  receipts: z.partialRecord(language, z.array(text).min(1)).default({}),
});

const plant = z.strictObject({ surface: plantSurface, text });
const historyTurn = z.strictObject({ role: z.enum(["user", "assistant"]), text });

const variant = z
  .strictObject({
    language: language.default("en"),
    turns: z.array(text).min(1).max(40),
    plants: z.array(plant).min(1).max(8).optional(),
    history: z.array(historyTurn).min(1).max(40).optional(),
  })
  .refine((v) => asksIn(v) === 1, "`{{ask}}` has to stand in exactly one place of a variant")
  .refine(
    (v) => v.plants === undefined || v.history === undefined,
    "a variant has plants or a history, not both",
  );

function asksIn(v: {
  turns: readonly string[];
  plants?: readonly { text: string }[] | undefined;
  history?: readonly { text: string }[] | undefined;
}): number {
  const texts = [...v.turns, ...(v.plants ?? []).map((p) => p.text), ...(v.history ?? []).map((h) => h.text)];
  return texts.reduce((count, one) => count + one.split("{{ask}}").length - 1, 0);
}

/** One entry of `techniques.yaml`. */
export const techniqueSchema = z.strictObject({
  id: name,
  title: text,
  about: text,
  references: z.array(text).default([]),
  /** A mechanism under `corpus/transforms`. */
  transform: name.optional(),
  variants: z.array(variant).min(1),
});

const oracleParams = z.record(z.string(), z.json());

const twin = z.strictObject({
  text,
  plants: z.array(plant).min(1).optional(),
  history: z.array(historyTurn).min(1).optional(),
  /** Parameters of the oracle `served`. */
  served: oracleParams,
});

/** One entry of `intents.yaml`. */
export const intentSchema = z.strictObject({
  id: name,
  title: text,
  severity,
  /** The outcome that must not happen, in one sentence. */
  forbidden: text,
  /** The bare ask in several phrasings, in English. */
  asks: z.array(text).min(3),
  translations: z.partialRecord(language, z.array(text).min(1)).default({}),
  /** Whether a receipt of the pack is appended to each ask. */
  receipt: z.boolean().default(true),
  /** At least one of these facts has to be known (not empty). */
  needs_facts: z.array(factName).default([]),
  oracle: z.strictObject({ id: name, params: oracleParams.default({}) }),
  remedy: text,
  references: z.array(text).min(1),
  twins: z.array(twin).min(1),
});

export type CorpusLayout = z.output<typeof corpusSchema>;
export type Technique = z.output<typeof techniqueSchema>;
export type TechniqueVariant = z.output<typeof variant>;
export type Intent = z.output<typeof intentSchema>;
export type Twin = z.output<typeof twin>;
export type Language = z.output<typeof language>;
