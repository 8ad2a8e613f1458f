import type {
  Decision,
  Edit,
  Guard,
  GuardAction,
  GuardedRequest,
  GuardedStream,
  Part,
  PlacedSignal,
  UsageBudget,
} from "../../contracts/index.ts";

/** A word the guard reacts to, and how. */
export interface ScriptedRule {
  readonly word: string;
  readonly action: Exclude<GuardAction, "allow">;
  /** Stands in place of the word when it is redacted. */
  readonly replacement?: string;
  /** Parts it looks at; absent: all. */
  readonly stage?: Part["stage"];
  /** Does not take part in streams before their end. */
  readonly wholeOnly?: boolean;
}

export interface ScriptedGuard extends Guard {
  /** All calls, in order. */
  readonly calls: { readonly direction: "request" | "response"; readonly parts: readonly Part[] }[];
  /** Set to make the next decisions fail. */
  failing: "no" | "throws" | "hangs" | "stream-throws";
  budgetList: readonly UsageBudget[];
}

const policy = { id: "scripted", version: "1", digest: "0".repeat(64) };

/** A guard that finds words by plain search and holds a stream back exactly as long as a word may still begin. */
export function scriptedGuard(rules: readonly ScriptedRule[] = []): ScriptedGuard {
  const calls: ScriptedGuard["calls"] = [];
  let count = 0;
  const decide = (direction: "request" | "response", parts: readonly Part[]): Promise<Decision> => {
    calls.push({ direction, parts });
    if (guard.failing === "throws") return Promise.reject(new Error("scripted failure"));
    if (guard.failing === "hangs") return new Promise(() => {});
    count += 1;
    return Promise.resolve(decisionOn(`d${count}`, direction, parts, rules));
  };
  const guard: ScriptedGuard = {
    policy,
    calls,
    failing: "no",
    budgetList: [],
    budgets: () => guard.budgetList,
    checkRequest: (request: GuardedRequest) => decide("request", request.parts),
    checkResponse: (_request, response) => decide("response", response.parts),
    openStream: () => {
      if (guard.failing === "stream-throws") throw new Error("scripted failure");
      return new WordStream(rules.filter(({ wholeOnly }) => wholeOnly !== true));
    },
  };
  return guard;
}

const strictness: readonly GuardAction[] = ["allow", "redact", "rewrite", "require-approval", "block"];

function decisionOn(
  id: string,
  direction: "request" | "response",
  parts: readonly Part[],
  rules: readonly ScriptedRule[],
): Decision {
  const found = parts.flatMap((part) => rules.flatMap((rule) => occurrences(part, rule)));
  const edits = found.flatMap(({ edit }) => edit ?? []).sort((a, b) => a.start - b.start);
  const action = found.reduce<GuardAction>(
    (most, { rule }) => (strictness.indexOf(rule.action) > strictness.indexOf(most) ? rule.action : most),
    "allow",
  );
  const hits = rules
    .filter((rule) => found.some((one) => one.rule === rule))
    .sort((a, b) => strictness.indexOf(b.action) - strictness.indexOf(a.action))
    .map((rule) => ({
      rule: `no-${rule.word}`,
      action: rule.action,
      mode: "enforce" as const,
      severity: "high" as const,
      reason: "A scripted word was seen.",
      signals: found.filter((one) => one.rule === rule).map(({ signal }) => signal),
    }));
  return {
    id,
    at: "2026-01-01T00:00:00.000Z",
    direction,
    action,
    wouldBe: action,
    policy,
    hits,
    signals: found.map(({ signal }) => signal),
    edits,
    failures: [],
    stateful: false,
    durationMicros: 10,
  };
}

interface Found {
  readonly rule: ScriptedRule;
  readonly signal: PlacedSignal;
  readonly edit?: Edit;
}

function occurrences(part: Part, rule: ScriptedRule): readonly Found[] {
  if (rule.stage !== undefined && rule.stage !== part.stage) return [];
  const all: Found[] = [];
  for (
    let at = part.text.indexOf(rule.word);
    at >= 0;
    at = part.text.indexOf(rule.word, at + rule.word.length)
  ) {
    const range = { start: at, end: at + rule.word.length };
    const signal: PlacedSignal = {
      detector: "words",
      rule: `no-${rule.word}`,
      category: "secret",
      score: 1,
      ...range,
      why: "scripted",
      part: part.at,
    };
    const edit: Edit = {
      part: part.at,
      ...range,
      replacement: rule.replacement ?? "[x]",
      rule: `no-${rule.word}`,
    };
    all.push(rule.action === "redact" ? { rule, signal, edit } : { rule, signal });
  }
  return all;
}

/** Holds the longest end of the text that one of the words could begin with. */
class WordStream implements GuardedStream {
  readonly signals = [];
  readonly #rules: readonly ScriptedRule[];
  #kept = "";
  #over = false;

  constructor(rules: readonly ScriptedRule[]) {
    this.#rules = rules;
  }

  get held(): number {
    return this.#kept.length;
  }

  write(text: string): ReturnType<GuardedStream["write"]> {
    return this.#step(this.#kept + text, false);
  }

  end(): ReturnType<GuardedStream["end"]> {
    return this.#step(this.#kept, true);
  }

  #step(text: string, atEnd: boolean): ReturnType<GuardedStream["write"]> {
    if (this.#over) return { text: "" };
    let out = "";
    let rest = text;
    for (;;) {
      const next = this.#first(rest);
      if (next === undefined) break;
      out += rest.slice(0, next.at);
      if (next.rule.action !== "redact") {
        this.#over = true;
        this.#kept = "";
        return { text: out, cut: { rule: `no-${next.rule.word}`, reason: "A scripted word was seen." } };
      }
      out += next.rule.replacement ?? "[x]";
      rest = rest.slice(next.at + next.rule.word.length);
    }
    const hold = atEnd ? rest.length : this.#holdOf(rest);
    this.#kept = rest.slice(hold);
    return { text: out + rest.slice(0, hold) };
  }

  #first(text: string): { readonly at: number; readonly rule: ScriptedRule } | undefined {
    let best: { readonly at: number; readonly rule: ScriptedRule } | undefined;
    for (const rule of this.#rules) {
      const at = text.indexOf(rule.word);
      if (at >= 0 && (best === undefined || at < best.at)) best = { at, rule };
    }
    return best;
  }

  #holdOf(text: string): number {
    for (let at = 0; at < text.length; at++) {
      const end = text.slice(at);
      if (this.#rules.some(({ word }) => word.startsWith(end))) return at;
    }
    return text.length;
  }
}
