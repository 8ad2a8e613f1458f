import type {
  Decision,
  DetectorFailure,
  Edit,
  Guard,
  GuardAction,
  GuardedExchange,
  GuardedRequest,
  RuleHit,
  ViewKind,
} from "../../contracts/index.ts";
import type { CheckItem } from "./read-check-input.ts";

/** One signal as `guard check` tells it. */
export interface CheckSignal {
  readonly detector: string;
  readonly rule: string;
  readonly category: string;
  /** 0 to 1. */
  readonly score: number;
  /** UTF-16 offsets into the part as given, end exclusive. */
  readonly span: readonly [number, number];
  readonly part: string;
  readonly why: string;
  readonly view?: readonly ViewKind[];
}

/** What the guard decides on one line. */
export interface CheckResult {
  readonly line: number;
  readonly decision: GuardAction;
  /** What it would be if every rule were enforced. */
  readonly wouldBe: GuardAction;
  readonly rules: readonly Pick<RuleHit, "rule" | "action" | "mode" | "severity" | "clause" | "reason">[];
  readonly signals: readonly CheckSignal[];
  readonly failures: readonly DetectorFailure[];
  /** The parts that would be passed on otherwise: pointer → text. */
  readonly changed?: Readonly<Record<string, string>>;
}

export interface CheckReport {
  readonly schemaVersion: "bartizan.guard-check/v1";
  readonly policy: Guard["policy"];
  readonly results: readonly CheckResult[];
  readonly totals: Readonly<Record<GuardAction, number>>;
}

/** Decides on each item by itself; nothing is remembered from one to the next. */
export async function checkTexts(
  guard: Guard,
  items: readonly CheckItem[],
  each?: (done: number) => void,
): Promise<CheckReport> {
  const results: CheckResult[] = [];
  const totals: Record<GuardAction, number> = {
    allow: 0,
    redact: 0,
    rewrite: 0,
    "require-approval": 0,
    block: 0,
  };
  for (const item of items) {
    const result = await checkItem(guard, item, {
      id: `check-${item.line}`,
      principal: { id: "check", verified: false },
      route: "check",
      tags: [],
      dataClasses: [],
      context: item.context,
    });
    results.push(result);
    totals[result.decision] += 1;
    each?.(results.length);
  }
  return { schemaVersion: "bartizan.guard-check/v1", policy: guard.policy, results, totals };
}

/** Decides on one item, for whom and in what matter the exchange says. */
export async function checkItem(
  guard: Guard,
  item: CheckItem,
  exchange: GuardedExchange,
): Promise<CheckResult> {
  return resultOf(item, await decide(guard, item, exchange));
}

/** The request as far as it goes, and the answer when the item ends with one. */
async function decide(
  guard: Guard,
  item: CheckItem,
  exchange: GuardedExchange,
): Promise<readonly Decision[]> {
  const cut =
    item.direction === "response"
      ? item.parts.findLastIndex(({ stage }) => stage !== "output" && stage !== "tool-call") + 1
      : item.parts.length;
  const asked = item.parts.slice(0, cut);
  const answered = item.parts.slice(cut);
  const request: GuardedRequest = {
    exchange,
    parts: asked,
    tools: item.tools,
    bytes: item.parts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
  };
  const decisions = asked.length > 0 || answered.length === 0 ? [await guard.checkRequest(request)] : [];
  if (answered.length > 0)
    decisions.push(await guard.checkResponse(request, { parts: answered, bytes: request.bytes }));
  return decisions;
}

const strictness: readonly GuardAction[] = ["allow", "redact", "rewrite", "require-approval", "block"];
const strictest = (actions: readonly GuardAction[]): GuardAction =>
  strictness.findLast((action) => actions.includes(action)) ?? "allow";

function resultOf({ line, parts }: CheckItem, decisions: readonly Decision[]): CheckResult {
  const changed = changedParts(
    parts,
    decisions.flatMap(({ edits }) => edits),
  );
  return {
    line,
    decision: strictest(decisions.map(({ action }) => action)),
    wouldBe: strictest(decisions.map(({ wouldBe }) => wouldBe)),
    rules: decisions.flatMap(({ hits }) =>
      hits.map(({ rule, action, mode, severity, clause, reason }) => ({
        rule,
        action,
        mode,
        severity,
        ...(clause === undefined ? {} : { clause }),
        reason,
      })),
    ),
    signals: decisions.flatMap(({ signals }) =>
      signals.map(({ detector, rule, category, score, start, end, part, why, view }) => ({
        detector,
        rule,
        category,
        score,
        span: [start, end] as const,
        part,
        why,
        ...(view === undefined ? {} : { view }),
      })),
    ),
    failures: decisions.flatMap(({ failures }) => failures),
    ...(changed === undefined ? {} : { changed }),
  };
}

function changedParts(parts: CheckItem["parts"], edits: readonly Edit[]): Record<string, string> | undefined {
  if (edits.length === 0) return undefined;
  const changed: Record<string, string> = {};
  for (const { at, text } of parts) {
    let out = "";
    let from = 0;
    for (const { start, end, replacement, part } of edits) {
      if (part !== at) continue;
      out += text.slice(from, start) + replacement;
      from = end;
    }
    if (from > 0 || out !== "") changed[at] = out + text.slice(from);
  }
  return changed;
}
