import type { FoundSecret } from "../find-secrets.ts";
import type { PreparedRules } from "../prepared-rules.ts";
import { openRow, secretsInRows } from "./letter-rows.ts";
import { prefixesOf } from "./prefixes.ts";
import { eachToken, openToken, secretsInToken } from "./tokens.ts";

/**
 * Secrets that are written so that no rule sees them and a reader still can take them: backwards, under a
 * shift of the alphabet (ROT13, Caesar, Atbash), with signs or blanks between their letters. A view cannot tell,
 * since a key is no language; so only those count that begin with letters hardly anything else begins with.
 * Linear: a look at the beginning and the end of long words.
 */
export function findDisguised(text: string, rules: PreparedRules): FoundSecret[] {
  const prefixes = prefixesOf(rules);
  const secrets = new Map<number, FoundSecret>();
  const found = (secret: FoundSecret): void => {
    if (!secrets.has(secret.start)) secrets.set(secret.start, secret);
  };
  eachToken(text, (start, end) => secretsInToken(text, start, end, prefixes, found));
  secretsInRows(text, prefixes, found);
  return [...secrets.values()];
}

/** The smallest offset from which what is found may change when more text comes. */
export function disguisedFrom(text: string): number {
  return Math.min(openToken(text), openRow(text));
}
