import type { RandomSource } from "../../../../contracts/index.ts";
import type { Example, ExampleRole } from "../example.ts";
import { expand } from "./expand.ts";
import { readPhraseBook, type PhraseBook } from "./phrase-book.ts";

export const benignRoles: readonly ExampleRole[] = ["user", "document", "tool"];

/**
 * English first: it has the widest book. Every other language has the same sections, fewer entries in each.
 * `mul` is sixteen more languages (Greek, Thai, Hebrew, Swahili, …) with a few plain kinds of text.
 */
export const benignLanguages = [
  ...(["en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "tr"] as const),
  ...(["ar", "fa", "hi", "zh", "ja", "ko", "id", "vi", "sv", "cs", "mul"] as const),
] as const;
export type BenignLanguage = (typeof benignLanguages)[number];

export interface BenignOptions {
  /** How many examples to draw. */
  readonly count: number;
  /** Roles to draw, in turn. Default: all three. */
  readonly roles?: readonly ExampleRole[];
  /** Languages to draw. Default: all. */
  readonly languages?: readonly BenignLanguage[];
  /** Share of English among the languages, 0 to 1. Default 0.45. Without effect where English is not drawn. */
  readonly english?: number;
}

/**
 * Hard negatives: harmless requests, documents and tool results, full of the words and the imperatives that
 * attacks use as well ("ignore", "override", "system prompt", "act as"), and everyday text without any of
 * them in every language, so that neither a trigger word nor a foreign language is a signal by itself.
 * Roles come in turn; the same seed and options give the same examples.
 *
 * Why: over-defence of guard models on harmless text with trigger words (Li and Liu, InjecGuard, 2024,
 * arXiv:2410.22770).
 *
 * @example
 * const negatives = [...generateBenign(seededRandom("train"), { count: 30_000 })];
 */
export function* generateBenign(random: RandomSource, options: BenignOptions): Generator<Example> {
  const roles = options.roles ?? benignRoles;
  const languages = options.languages ?? benignLanguages;
  const others = languages.filter((language) => language !== "en");
  const english =
    languages.length === others.length ? 0 : others.length === 0 ? 1 : (options.english ?? 0.45);
  const seen = new Set<string>();
  for (let at = 0; at < options.count; at += 1) {
    const role = pick(roles, at);
    const language = random.next() < english ? "en" : pick(others, random.integer(others.length || 1));
    yield freshExample(role, language, random, seen);
  }
}

/** How often a text that was drawn before is drawn again; a learner gains nothing from seeing it twice. */
const redraws = 4;

function freshExample(
  role: ExampleRole,
  language: BenignLanguage,
  random: RandomSource,
  seen: Set<string>,
): Example {
  let example = drawExample(role, language, random);
  for (let again = 0; again < redraws && seen.has(example.text); again += 1) {
    example = drawExample(role, language, random);
  }
  seen.add(example.text);
  return example;
}

function drawExample(role: ExampleRole, language: BenignLanguage, random: RandomSource): Example {
  const families = familiesOf(role, language);
  const family = pick(families, random.integer(families.length));
  const books = booksOf(language);
  const templates = (language === "mul" ? books.slice(0, 1) : books).flatMap(
    (book) => book.get(family) ?? [],
  );
  const text = expand(pick(templates, random.integer(templates.length)), books, random);
  return { text, label: 0, role, family: family.slice(role.length + 1), language, source: "negatives" };
}

/** The kinds of text a role has in a language: the sections `role/kind` of its book and of the shared one. */
export function familiesOf(role: ExampleRole, language: BenignLanguage): readonly string[] {
  // The shared kinds need sections that the book of further languages does not have.
  const books = language === "mul" ? [bookOf("mul")] : booksOf(language);
  const names = books.flatMap((book) => [...book.keys()]);
  return [...new Set(names.filter((name) => name.startsWith(`${role}/`)))];
}

const read = new Map<string, PhraseBook>();

export function booksOf(language: BenignLanguage): readonly [PhraseBook, PhraseBook] {
  return [bookOf(language), bookOf("any")];
}

function bookOf(name: string): PhraseBook {
  const known = read.get(name) ?? readPhraseBook(name);
  read.set(name, known);
  return known;
}

function pick<Value>(values: readonly Value[], at: number): Value {
  const value = values[at % Math.max(1, values.length)];
  if (value === undefined) throw new RangeError("nothing to draw from");
  return value;
}
