import { z } from "zod";
import type { Detector, JsonValue, Signal } from "../../contracts/index.ts";
import { checkShape, decodeText, fieldName, oneOrAll, readBoundedSync } from "../../formats/index.ts";
import { longestWord } from "../words/index.ts";
import { readCorpus, wordsOf, type Corpus } from "./corpus-file.ts";
import { protectedCorpusErrors } from "./errors.ts";
import { longestGram, scanGrams, widestGap } from "./grams.ts";

/**
 * Finds words of texts and records that an operator protects, of which it knows keyed hashes only (see
 * `buildProtectedCorpus`). Without settings it finds nothing. Compared are words: case and punctuation make no
 * difference. Texts need two runs of `n` words that follow each other, n + 1 words in a row (score 0.85); records
 * come out whole (0.9). A chance hit has a probability of entries / 2^64 for each run of words.
 *
 * @example detector.configure?.({ corpus: "corpus.json", key: "env:CORPUS_KEY" })
 */
export const detector: Detector = detectorOf(undefined);

const settingsSchema = z.strictObject({
  corpus: z.string().min(1),
  key: z.string().regex(/^(?:env:.|[^]{16})/u),
});
const mostBytes = 256_000_000;

function detectorOf(corpus: Corpus | undefined): Detector {
  return {
    id: "protected-corpus",
    version: "1.0.0",
    about: "Words of protected texts and records, known by keyed hashes only.",
    stages: ["output", "tool-call"],
    maxSpan: (longestGram + 1) * longestWord + longestGram * widestGap,
    reads: "decoded",
    lookBehind: 2,
    hold(text) {
      if (corpus === undefined) return text.length;
      const held = scanGrams(text, [], corpus.n + 1, () => undefined);
      return Math.min(held, wordAtEnd(text));
    },
    inspect: ({ text }) => (corpus === undefined ? [] : find(text, corpus)),
    configure: (settings) => detectorOf(corpusOf(settings)),
  };
}

function corpusOf(settings: JsonValue): Corpus {
  const place = (path: readonly (string | number)[]) => ({ field: fieldName(path) });
  const shape = checkShape(settingsSchema, { value: settings, place }, protectedCorpusErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, protectedCorpusErrors.severalProblems, {});
  const { corpus, key } = shape.value;
  return readCorpus(corpus.trimStart().startsWith("{") ? corpus : contentOf(corpus), keyFrom(key));
}

function contentOf(file: string): string {
  try {
    return decodeText(readBoundedSync(file, mostBytes), file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw protectedCorpusErrors.badValue(`\`corpus\` names ${file}: ${why}`, { file }, { cause });
  }
}

/** `env:NAME` keeps the key out of the policy; other texts are the key itself. */
function keyFrom(key: string): string {
  if (!key.startsWith("env:")) return key;
  const value = process.env[key.slice(4)]?.trim();
  if (value !== undefined && value !== "") return value;
  throw protectedCorpusErrors.badValue(`The key is ${key}, but this variable is not set.`, { field: "key" });
}

function find(text: string, corpus: Corpus): Signal[] {
  const signals: Signal[] = [];
  /** Where the last run of `n` words ended that is in the corpus. */
  let before = -1;
  scanGrams(text, corpus.lengths, corpus.n + 1, (length, hash, starts, ends) => {
    if (!corpus.mayHave(hash, length) || !corpus.has(wordsOf(text, starts, ends, length))) return;
    const last = starts.length - 1;
    const end = ends[last] ?? 0;
    const follows = ends[last - 1] === before;
    if (length === corpus.n) before = end;
    if (length === corpus.n && !follows) return;
    const start = starts[length === corpus.n ? last - length : last - length + 1] ?? 0;
    const record = length < corpus.n;
    signals.push({
      detector: "protected-corpus",
      rule: record ? "protected-record" : "protected-text",
      category: "protected-data-leak",
      score: record ? 0.9 : 0.85,
      start,
      end,
      why: record
        ? "It is a protected record."
        : `${length + 1} words in a row are those of a protected text.`,
    });
  });
  return signals.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A word that touches the end may go on, whatever stands before it. */
function wordAtEnd(text: string): number {
  let start = text.length;
  const least = Math.max(0, text.length - longestWord - 1);
  while (start > least && /[\p{L}\p{M}\p{N}]/u.test(text[start - 1] ?? " ")) start--;
  return start;
}
