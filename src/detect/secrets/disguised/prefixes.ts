import type { PreparedRule, PreparedRules } from "../prepared-rules.ts";

/** Shifts of the alphabet 0 to 25, then the alphabet backwards (Atbash). */
export const keys = 27;
const atbash = 26;
const fewest = 4;
const longest = 512;

export interface Prefix {
  readonly word: string;
  readonly rules: readonly PreparedRule[];
}

/** The fixed letters that keys of hardly anything else begin with, ready to be looked for under every shift. */
export interface Prefixes {
  readonly all: readonly Prefix[];
  /** For each of the first four places and each code, the shifts under which some prefix may stand there. */
  readonly masks: readonly Int32Array[];
  /** The first four units of each prefix, as one number. */
  readonly begins: ReadonlySet<number>;
  /** The first three letters and digits of each prefix, without its signs. */
  readonly heads: ReadonlySet<string>;
}

const known = new WeakMap<PreparedRules, Prefixes>();

export function prefixesOf(rules: PreparedRules): Prefixes {
  let prefixes = known.get(rules);
  if (prefixes === undefined) known.set(rules, (prefixes = prepare(rules)));
  return prefixes;
}

function prepare({ byWord }: PreparedRules): Prefixes {
  const rules = new Map<string, PreparedRule[]>();
  for (const ready of new Set(byWord.flat())) {
    const { rule, lead, max } = ready;
    const sure = lead === "itself" && rule.confidence === "certain" && rule.near === undefined;
    if (!sure || max > longest) continue;
    for (const word of rule.keywords)
      if (word.length >= fewest && /^[\w-]+$/u.test(word))
        rules.set(word, [...(rules.get(word) ?? []), ready]);
  }
  const all = [...rules].map(([word, own]) => ({ word, rules: own }));
  const masks = Array.from({ length: fewest }, (_, place) =>
    Int32Array.from({ length: 128 }, (__, code) => {
      let mask = 0;
      for (let key = 0; key < keys; key++)
        if (all.some(({ word }) => word.charCodeAt(place) === shiftedCode(code, key))) mask |= 1 << key;
      return mask;
    }),
  );
  const begins = new Set(all.map(({ word }) => beginOf(word, 0, 1, 0)));
  return { all, masks, begins, heads: new Set(all.map(({ word }) => headOf(word))) };
}

/** Four units from `at` on in the direction of `step`, shifted, as one number. */
export function beginOf(text: string, at: number, step: 1 | -1, key: number): number {
  let begin = 0;
  for (let place = 0; place < fewest; place++)
    begin = (begin << 7) | (shiftedCode(text.charCodeAt(at + place * step), key) & 127);
  return begin;
}

/** The first three letters and digits. */
export function headOf(text: string): string {
  let head = "";
  for (let i = 0; i < text.length && i < 24 && head.length < 3; i++)
    if (isAlphanumeric(text.charCodeAt(i))) head += text.charAt(i);
  return head;
}

export const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

export function shiftedCode(code: number, key: number): number {
  const base = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : 0;
  if (base === 0) return code;
  return base + (key === atbash ? 25 - (code - base) : (code - base + key) % 26);
}

export function shifted(text: string, key: number): string {
  return key === 0
    ? text
    : String.fromCharCode(...Array.from(text, (_, i) => shiftedCode(text.charCodeAt(i), key)));
}
