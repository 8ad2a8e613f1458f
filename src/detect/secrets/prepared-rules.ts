import { literalAutomaton, compileProgram, type LiteralAutomaton, type Program } from "../patterns/index.ts";
import { items as families } from "./items.generated.ts";
import { defaultMax, type Lead, type SecretRule } from "./rule.ts";

export interface PreparedRule {
  readonly rule: SecretRule;
  readonly lead: Lead;
  readonly max: number;
  /** Long shapes may not begin at a hyphen, so that no stretch is read again and again. */
  readonly strict: boolean;
  /** Compiled when the first text comes that needs it. */
  program(): Program;
}

export interface PreparedRules {
  readonly automaton: LiteralAutomaton;
  /** The rules of each word of the automaton. */
  readonly byWord: readonly (readonly PreparedRule[])[];
  /** For words that begin their token, its first character as it is written; 0 for others. */
  readonly firstCode: Uint8Array;
  /** Words that stand inside their secret rather than at its beginning. */
  readonly reachingBack: readonly number[];
}

export const allRules: readonly SecretRule[] = families.flatMap(({ rules }) => rules);
let prepared: PreparedRules | undefined;

/** The rules of all families, ready to be looked for. Made once. */
export function preparedRules(): PreparedRules {
  prepared ??= prepareRules(allRules);
  return prepared;
}

export function prepareRules(rules: readonly SecretRule[]): PreparedRules {
  const byKeyword = new Map<string, PreparedRule[]>();
  for (const rule of rules) {
    const ready = prepare(rule);
    for (const keyword of new Set(rule.keywords.map((word) => word.toLowerCase()))) {
      const same = byKeyword.get(keyword);
      if (same === undefined) byKeyword.set(keyword, [ready]);
      else same.push(ready);
    }
  }
  const words = [...byKeyword.keys()];
  const byWord = [...byKeyword.values()];
  const reachingBack = byWord.flatMap((ready, word) =>
    ready.some(({ lead }) => typeof lead === "object") ? [word] : [],
  );
  const firstCode = Uint8Array.from(byWord, (ready, word) => {
    if (!ready.every(({ lead }) => lead === "itself")) return 0;
    const codes = new Set(ready.flatMap(({ rule }) => firstCodes(rule, words[word] ?? "")));
    return codes.size === 1 ? ([...codes][0] ?? 0) : 0;
  });
  return { automaton: literalAutomaton(words), byWord, firstCode, reachingBack };
}

const firstCodes = (rule: SecretRule, word: string): number[] =>
  rule.keywords.filter((keyword) => keyword.toLowerCase() === word).map((keyword) => keyword.charCodeAt(0));

function prepare(rule: SecretRule): PreparedRule {
  const max = rule.max ?? defaultMax;
  let program: Program | undefined;
  return {
    rule,
    lead: rule.lead ?? "itself",
    max,
    strict: rule.apart === true || max > 512,
    program: () => (program ??= compileProgram(rule.pattern)),
  };
}
