import { addSmallToHash, addToHash, emptyHash, HeardWords } from "./announcing-words.ts";
import type { Found } from "./found.ts";
import { tryLayouts } from "./try-layouts.ts";
import { classOf, continuous, digit, foreign, isWordClass, lower, underscore, upper } from "./letters.ts";
import { isLocal } from "./local-part.ts";
import type { Begins, Match } from "./matcher.ts";
import type { PreparedRules } from "./prepared-rules.ts";
import { Reader } from "./reader.ts";
import { containReach } from "./rule.ts";

export interface Scanned {
  readonly found: readonly Found[];
  /** The smallest start from which more text may make or change something. */
  readonly held: number;
}

/** Letters of the longest word that can begin anything: the local part of an e-mail address. */
const longestWord = 64;
/** Codes written in capitals may begin with a group of letters: `NL91 ABNA …`, `RSSMRA 85T10 …`. */
const longestLetters = 6;

/** One pass over the text from `from` on. Linear: every look from a place is bounded. */
export function scan(text: string, from: number, rules: PreparedRules): Scanned {
  const reader = new Reader(text);
  const heard = new HeardWords(rules.words, text);
  const collected: Found[] = [];
  const length = text.length;
  let held = length;

  const keep = (one: Found): void => {
    const same = collected.at(-1);
    if (same !== undefined && same.start === one.start) {
      if (isSurer(one, same)) collected[collected.length - 1] = one;
    } else collected.push(one);
  };
  let askedIndex = 0;
  let askedAt = 0;
  const announced = (): boolean => heard.announced(askedIndex, askedAt);
  const ask = (begins: Begins, at: number, wordLength: number): void => {
    const listens = heard.anything(at);
    for (const { matcher, index } of rules.matchers[begins]) {
      if (wordLength > (matcher.longestFirst ?? longestWord)) continue;
      askedIndex = index;
      askedAt = at;
      if (matcher.needsWords && (!listens || !announced())) continue;
      reader.open = false;
      reader.openFrom = -1;
      const match: Match | undefined = matcher.match(reader, at, announced);
      if (reader.open) held = Math.min(held, reader.openFrom >= 0 ? reader.openFrom : at);
      if (match !== undefined && match.score >= rules.leastScore)
        keep({
          rule: matcher,
          start: match.start ?? at,
          end: match.end,
          score: match.score,
          validated: match.validated === true,
        });
    }
  };

  let at = from;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (!isWordClass(kind)) {
      if (kind === continuous) heard.lastContinuous = at;
      else if (code === 0x40) ask("at", at, 0);
      else if (code === 0x2b) ask("plus", at, 0);
      else if (code === 0x28) ask("bracket", at, 0);
      at++;
      continue;
    }
    const start = at;
    if (kind === lower || kind === upper) {
      // Most words are small letters, perhaps behind one capital: nothing else can begin in them.
      let end = start + 1;
      let small = addToHash(emptyHash, code);
      let next = text.charCodeAt(end);
      while (next >= 97 && next <= 122) {
        small = addSmallToHash(small, next);
        next = text.charCodeAt(++end);
      }
      if (!isWordClass(classOf(next)) && (kind === lower || end - start > 1)) {
        at = end;
        if (end - start <= longestWord) {
          if (end === length && start < held) held = start;
          if (kind === upper) {
            ask("capital", start, end - start);
            if (rules.startsMatcher(text, start, end)) ask("word", start, end - start);
          }
        }
        heard.hear(small, start, end);
        continue;
      }
    }
    let kinds = 0;
    let hash = emptyHash;
    let piece = -1;
    let whole = emptyHash;
    let cut = false;
    let before = 0;
    while (at < length) {
      const next = text.charCodeAt(at);
      const what = classOf(next);
      if (!isWordClass(what)) break;
      kinds |= 1 << what;
      if (what === digit || what === underscore) {
        if (piece >= 0) heard.hear(hash, piece, at);
        piece = -1;
      } else {
        // `taxNumber` is two words.
        if (piece >= 0 && what === upper && before === lower) {
          heard.hear(hash, piece, at);
          piece = -1;
          cut = true;
        }
        if (piece < 0) {
          piece = at;
          hash = emptyHash;
        }
        hash = addToHash(hash, next);
        whole = addToHash(whole, next);
      }
      before = what;
      at++;
    }
    if (at - start <= longestWord) {
      if (at === length && start < held) held = start;
      const plain = (kinds & ((1 << underscore) | (1 << foreign))) === 0;
      if (
        plain &&
        ((kinds & (1 << digit)) !== 0 || ((kinds & (1 << lower)) === 0 && at - start <= longestLetters))
      ) {
        reader.open = false;
        tryLayouts(reader, start, at, (kinds & ~(1 << digit)) === 0, rules, heard, keep);
        if (reader.open && start < held) held = start;
        // Only codes with fillers are of a machine-readable zone.
        if ((kinds & (1 << lower)) === 0 && text.charCodeAt(at) === 0x3c) ask("code", start, at - start);
      }
      if (plain && (kinds & (1 << digit)) !== 0) ask("number", start, at - start);
      const first = classOf(code);
      if (first === upper || first === foreign) ask("capital", start, at - start);
      if (first === upper && (kinds & (1 << digit)) === 0 && rules.startsMatcher(text, start, at))
        ask("word", start, at - start);
    }
    // Heard last: a word does not announce itself.
    if (piece >= 0) heard.hear(hash, piece, at);
    // `IdNr` is also one.
    if (cut) heard.hear(whole, start, at);
  }
  return { found: withoutContained(collected), held: Math.min(held, heldForMail(text, from, rules)) };
}

function isSurer(one: Found, two: Found): boolean {
  if (one.score !== two.score) return one.score > two.score;
  if (one.end !== two.end) return one.end > two.end;
  return one.rule.id < two.rule.id;
}

/**
 * Leaves out what lies inside something that begins at most 22 units before. It is decided from what was seen
 * there alone, not from what was kept, so that a stream and the whole text agree.
 */
function withoutContained(found: Found[]): Found[] {
  if (found.length < 2) return found;
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((one, i) => {
    for (let j = i - 1; j >= 0; j--) {
      const before = found[j];
      if (before === undefined || before.start < one.start - containReach) return true;
      if (before.end >= one.end && before.start < one.start) return false;
    }
    return true;
  });
}

/** The local part of an e-mail address may be arriving. */
function heldForMail(text: string, from: number, rules: PreparedRules): number {
  if (rules.matchers.at.length === 0) return text.length;
  let start = text.length;
  while (start > from && isLocal(text.charCodeAt(start - 1))) {
    start--;
    if (text.length - start > longestWord) return text.length;
  }
  return start;
}
