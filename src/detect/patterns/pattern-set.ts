import { RE2Set } from "re2js";
import type { Place } from "../../errors/index.ts";
import { patternsErrors } from "./errors.ts";
import { prefixUnits, type Program } from "./program.ts";
import { patternLimits, safeProgram } from "./safe-program.ts";

export interface PatternRule {
  readonly id: string;
  /** RE2 syntax. */
  readonly pattern: string;
  /** Where it is written, for errors. */
  readonly place?: Place;
}

export interface PatternMatch<Rule extends PatternRule> {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
}

export interface PatternSet<Rule extends PatternRule> {
  /** UTF-16 units of the longest match of any pattern. */
  readonly longest: number;
  /** All matches that start at or behind `from`, by start. */
  find(text: string, from?: number): readonly PatternMatch<Rule>[];
  /** The smallest offset from which more text could make or change a match. */
  hold(text: string): number;
}

/**
 * Finds many patterns that someone wrote. One pass over the text says which occur at all (RE2's set), then
 * only these are looked for one by one. Everything is linear in the text.
 *
 * A match may begin anywhere but inside a word, and of one that lies wholly within another of the same
 * pattern only the outer one is given. Matches may overlap: each depends on its own surroundings alone, never
 * on where the search began, so a stream finds the same as the whole text. There is at most one for a word.
 *
 * @throws BartizanError with the rule's place when a pattern cannot be used
 * @example createPatternSet([{ id: "staff-number", pattern: "EMP-[0-9]{6}" }]).find("of EMP-004711")
 */
export function createPatternSet<Rule extends PatternRule>(rules: readonly Rule[]): PatternSet<Rule> {
  if (rules.length > patternLimits.count)
    throw patternsErrors.tooLarge(
      `There are ${rules.length} patterns; ${patternLimits.count} are the most.`,
      rules[patternLimits.count]?.place,
    );
  const programs = rules.map((rule) => ({ rule, program: safeProgram(rule.pattern, rule.place) }));
  const total = programs.reduce((sum, { program }) => sum + program.size, 0);
  if (total > patternLimits.total)
    throw patternsErrors.tooLarge(
      `The patterns compile to ${total} steps; ${patternLimits.total} are the most.`,
    );
  const longest = Math.max(1, ...programs.map(({ program }) => program.longest));
  const set = new RE2Set();
  for (const { pattern } of rules) set.add(pattern);
  // An empty set compiles to a program that is none.
  if (rules.length > 0) set.compile();

  const mayBegin = beginnings(programs.map(({ program }) => program));

  return {
    longest,
    find(text, from = 0) {
      if (!mayBegin(text, from)) return [];
      const found: PatternMatch<Rule>[] = [];
      for (const id of set.match(text)) {
        const one = programs[id];
        if (one !== undefined)
          for (const [start, end] of matchesOf(one.program, text, from))
            found.push({ rule: one.rule, start, end });
      }
      return found.sort((a, b) => a.start - b.start || b.end - a.end);
    },
    hold(text) {
      let held = text.length;
      for (let start = Math.max(0, text.length - longest); start < held; start++) {
        if (!beginsPiece(text, start)) continue;
        if (programs.some(({ program }) => program.isOpen(text, start, program.longest))) held = start;
      }
      return held;
    },
  };
}

/**
 * Whether a match of any of the programs may begin at or behind a place: their first units, side by side in the
 * bits of one number (as in Baeza-Yates and Gonnet, CACM 35(10), 1992). Most texts end here.
 */
function beginnings(programs: readonly Program[]): (text: string, from: number) => boolean {
  const tables = Array.from({ length: prefixUnits }, () => new Int32Array(129));
  programs.forEach(({ prefix }, rule) =>
    prefix.forEach((table, place) =>
      table.forEach((may, code) => {
        const bits = tables[place];
        if (bits !== undefined && may === 1) bits[code] = (bits[code] ?? 0) | (1 << (rule & 31));
      }),
    ),
  );
  const [first = new Int32Array(129)] = tables;
  const goesOn = (text: string, at: number): boolean => {
    let bits = -1;
    for (let place = 0; place < prefixUnits && at + place < text.length; place++) {
      const code = text.charCodeAt(at + place);
      bits &= tables[place]?.[Math.min(128, code)] ?? 0;
      if (bits === 0) return false;
      // A letter of two units would move all that follows.
      if (code >= 128) return true;
    }
    return true;
  };
  return (text, from) => {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (first[code < 128 ? code : 128] !== 0 && goesOn(text, at) && beginsPiece(text, at)) return true;
    }
    return false;
  };
}

function* matchesOf(program: Program, text: string, from: number): Generator<readonly [number, number]> {
  let covered = 0;
  for (let at = from; at < text.length;) {
    const match = program.search(text, at);
    if (match === undefined) return;
    const [start, end] = match;
    if (beginsPiece(text, start)) {
      if (end > covered) yield match;
      covered = Math.max(covered, end);
    }
    at = start + 1;
    while (at < text.length && !beginsPiece(text, at)) at++;
  }
}

/** Whether a match may begin here: not between two letters or digits of ASCII, nor inside a surrogate pair. */
function beginsPiece(text: string, at: number): boolean {
  if (at === 0) return true;
  const code = text.charCodeAt(at);
  if (code >= 0xdc00 && code < 0xe000) {
    const before = text.charCodeAt(at - 1);
    return !(before >= 0xd800 && before < 0xdc00);
  }
  return !(isWord(code) && isWord(text.charCodeAt(at - 1)));
}

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95;
