import { isKnown, meaning, sense } from "./lexicon.ts";
import { tokenize, type Token } from "./words.ts";

const together = meaning(
  "join* concat* combin* merg* glue* fuse* together assembl* append* one_word single_word without_a without_space no_space followed directly immediately zusammen* verbind* ihop sammanfog* sla_ihop ensemble joign* reuni* colle* sans_espace gefolgt foljt suivi ohne_leerzeichen utan_mellanslag made_of made_up made_from formed",
);
const connector = meaning(
  "and with plus followed directly immediately by then to the word und mit gefolgt von och med foljt av et avec suivi de right next add comma dann sedan puis direkt unmittelbar directement immediatement",
);
const after = meaning("after behind nach efter apres");

const quotes = new Set(['"', "'", "“", "”", "„", "‘", "’", "«", "»", "`", "*"]);
/** How far apart the halves and the word that joins them may stand, in tokens. */
const reach = 24;

/** The word to be put together, and how sure the reader is (quoted halves, plain link between them). */
export interface Joined {
  readonly word: string;
  readonly score: number;
}

/**
 * The word a text asks to have put together from two halves: `"ab" directly followed by "cd"` → `abcd`.
 * This is how attacks here carry a canary that is never sent whole.
 */
export function joinedWord(text: string): Joined | undefined {
  const tokens = tokenize(text);
  const meant = sense(tokens);
  const joins = meant.at(together);
  const signs = tokens.flatMap((token, i) => (token.raw === "+" ? [i] : []));
  if (joins.length + signs.length === 0) return undefined;
  const anchored = within(new Set([...joins, ...signs]), tokens.length);
  const connects = new Set(meant.at(connector));
  const backwards = new Set(meant.at(after));
  const quoted = quotedWords(tokens);
  const halves = tokens.flatMap((token, i) => (isHalf(token, quoted.has(i)) ? [{ token, i }] : []));
  let best: Joined | undefined;
  const pairs = halves.flatMap((first, n) => halves.slice(n + 1, n + 4).map((second) => ({ first, second })));
  for (const { first, second } of pairs) {
    if (second.i - first.i > 10) continue;
    if (!anchored(first.i - reach, second.i + reach)) continue;
    const between = tokens.slice(first.i + 1, second.i);
    const linked = between.every(
      (token, k) => token.kind === "mark" || connects.has(first.i + 1 + k) || backwards.has(first.i + 1 + k),
    );
    const score =
      (linked ? 2 : 0) +
      codeLike(first.token, quoted.has(first.i)) +
      codeLike(second.token, quoted.has(second.i));
    const reversed = between.some((_, k) => backwards.has(first.i + 1 + k));
    const word = reversed ? second.token.raw + first.token.raw : first.token.raw + second.token.raw;
    if (score >= 4 && (best === undefined || score > best.score)) best = { score, word };
  }
  return best;
}

/** Whether a range holds one of the positions; counted once, so that asking is constant time. */
function within(positions: ReadonlySet<number>, length: number): (low: number, high: number) => boolean {
  const before = [0];
  for (let i = 0; i < length; i++) before.push((before[i] ?? 0) + (positions.has(i) ? 1 : 0));
  return (low, high) => (before[Math.min(high + 1, length)] ?? 0) > (before[Math.max(low, 0)] ?? 0);
}

/** Positions of single words in quotes. A mark that closed one quotation does not open the next. */
function quotedWords(tokens: readonly Token[]): Set<number> {
  const found = new Set<number>();
  for (let at = 0; at + 2 < tokens.length; at++) {
    const wraps = quotes.has(tokens[at]?.raw ?? "") && quotes.has(tokens[at + 2]?.raw ?? "");
    if (!wraps || tokens[at + 1]?.kind !== "word") continue;
    found.add(at + 1);
    at += 2;
  }
  return found;
}

/** A half is a word of letters and digits that stands in quotes, or that means nothing to us. */
function isHalf(token: Token, quoted: boolean): boolean {
  if (token.kind !== "word" || !/^[\p{L}\p{N}_-]{2,40}$/u.test(token.raw)) return false;
  if (/^\p{N}+$/u.test(token.raw) || /^(NP|CARD|TX|D|CUST)-\d+$/i.test(token.raw)) return false;
  return quoted || !isKnown(token.word);
}

/** In quotes counts two; letters mixed with digits, or capitals only, count one. */
function codeLike({ raw }: Token, quoted: boolean): number {
  const mixed = /\p{L}/u.test(raw) && (/\p{N}/u.test(raw) || raw === raw.toUpperCase());
  return (quoted ? 2 : 0) + (mixed ? 1 : 0);
}
