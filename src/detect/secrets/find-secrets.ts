import { beginsWord, isWordCode, reachBack, secretStart, toldStart } from "./leads.ts";
import { entropyOf, isNoSecret, isPlaceholder } from "./likeness.ts";
import { preparedRules, type PreparedRule, type PreparedRules } from "./prepared-rules.ts";
import { lookBehind, maxSpan, type Confidence, type SecretRule } from "./rule.ts";

export interface FoundSecret {
  readonly rule: SecretRule;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly validated: boolean;
}

const scores: Readonly<Record<Confidence, number>> = { certain: 0.9, likely: 0.75, possible: 0.55 };
const contextBoost = 0.1;
const speaksOfSecrets = /key|token|secret|passw|credential|auth|private|bearer/iu;

/**
 * All secrets of a text, by their start. Of several rules that see one at the same place, the surest
 * speaks. Linear: one pass for the keywords, then a bounded look at each place they announce.
 */
export function findSecrets(text: string, rules: PreparedRules = preparedRules()): FoundSecret[] {
  const byStart = new Map<number, FoundSecret>();
  eachPlace(text, 0, rules, (ready, start) => {
    const found = judge(text, start, ready);
    if (found === undefined) return;
    const other = byStart.get(start);
    if (other === undefined || isSurer(found, other)) byStart.set(start, found);
  });
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

/** The smallest offset at which a secret may begin, or have begun, that more text could make or change. */
export function heldFrom(text: string, rules: PreparedRules = preparedRules()): number {
  let held = text.length;
  eachPlace(text, Math.max(0, text.length - maxSpan - lookBehind), rules, (ready, start) => {
    if (start < held && ready.program().isOpen(text, start, ready.max)) held = start;
  });
  // A keyword that is not complete: only secrets that hold their keyword could begin before it ends.
  const mayBegin = (keyword: number, words: readonly number[]): void => {
    for (const word of words)
      for (const { lead, strict } of rules.byWord[word] ?? []) {
        if (lead !== "itself" && typeof lead !== "object") continue;
        const start = lead === "itself" ? keyword : reachBack(text, keyword, lead);
        if (start < held && beginsWord(text, start, strict)) held = start;
      }
  };
  rules.automaton.unfinished(text, mayBegin);
  for (const word of rules.reachingBack) mayBegin(text.length, [word]);
  return held;
}

function eachPlace(
  text: string,
  from: number,
  { automaton, byWord, firstCode }: PreparedRules,
  visit: (ready: PreparedRule, start: number) => void,
): void {
  automaton.scan(text, from, text.length, (word, start, end) => {
    // Most hits of short words in prose are small letters where the token has a capital.
    const code = firstCode[word] ?? 0;
    if (code !== 0 && code !== text.charCodeAt(start)) return;
    // Rules that share a name share the places of its value.
    let assigned: number | undefined;
    let told = -1;
    for (const ready of byWord[word] ?? []) {
      if (ready.lead !== "assigned") {
        const place = secretStart(text, start, end, ready.lead, ready.strict);
        if (place >= 0) visit(ready, place);
        continue;
      }
      if (assigned === undefined) {
        assigned = secretStart(text, start, end, "assigned", false);
        told = toldStart(text, end);
      }
      if (assigned >= 0) visit(ready, assigned);
      if (told >= 0) visit(ready, told);
    }
  });
}

function judge(text: string, start: number, ready: PreparedRule): FoundSecret | undefined {
  const { rule } = ready;
  if (rule.near !== undefined && !standsNear(rule.near, text, start)) return undefined;
  const end = ready.program().matchAt(text, start, ready.max);
  if (end <= start) return undefined;
  if (rule.unbounded !== true && isWordCode(text.charCodeAt(end))) return undefined;
  if (rule.followedBy !== undefined && !text.startsWith(rule.followedBy, end)) return undefined;
  const secret = text.slice(start, end);
  if (rule.typed === true && isNoSecret(secret)) return undefined;
  const checked = rule.check?.(secret);
  if (checked === false) return undefined;
  if (checked !== true) {
    if (secret.length <= 512 && isPlaceholder(secret)) return undefined;
    if (rule.entropy !== undefined && entropyOf(secret) < rule.entropy) return undefined;
  }
  const boost = speaksOfSecrets.test(text.slice(Math.max(0, start - lookBehind), start)) ? contextBoost : 0;
  const score = checked === true ? 1 : Math.min(0.99, scores[rule.confidence] + boost);
  return { rule, start, end, score, validated: checked === true };
}

function standsNear(words: readonly string[], text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - lookBehind), start).toLowerCase();
  return words.some((word) => before.includes(word));
}

function isSurer(one: FoundSecret, other: FoundSecret): boolean {
  if (one.score !== other.score) return one.score > other.score;
  if (one.end !== other.end) return one.end > other.end;
  return one.rule.id < other.rule.id;
}
