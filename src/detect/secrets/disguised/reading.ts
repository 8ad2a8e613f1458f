import type { FoundSecret } from "../find-secrets.ts";
import { entropyOf, isPlaceholder } from "../likeness.ts";
import type { PreparedRule } from "../prepared-rules.ts";
import type { Prefixes } from "./prefixes.ts";

/** A text read otherwise, and where each of its units stands in the text as written. */
export interface Reading {
  readonly text: string;
  readonly at: readonly number[];
}

/** One point less than for a secret that is written plainly: there is one more thing that could be chance. */
const discount = 0.05;
const certain = 0.9;

/** The secret that begins at `start` of a reading, if one does. */
export function secretAt(reading: Reading, start: number, prefixes: Prefixes): FoundSecret | undefined {
  for (const { word, rules } of prefixes.all) {
    if (!reading.text.startsWith(word, start)) continue;
    for (const ready of rules) {
      const found = judge(reading, start, ready);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function judge({ text, at }: Reading, start: number, ready: PreparedRule): FoundSecret | undefined {
  const { rule } = ready;
  const end = ready.program().matchAt(text, start, ready.max);
  if (end <= start) return undefined;
  const secret = text.slice(start, end);
  const checked = rule.check?.(secret);
  if (checked === false || !/[0-9]/u.test(secret) || isPlaceholder(secret)) return undefined;
  if (checked !== true && entropyOf(secret) < Math.max(3, rule.entropy ?? 0)) return undefined;
  const [first = 0, last = 0] = [at[start], at[end - 1]];
  return {
    rule,
    start: Math.min(first, last),
    end: Math.max(first, last) + 1,
    score: checked === true ? 1 : certain - discount,
    validated: checked === true,
  };
}
