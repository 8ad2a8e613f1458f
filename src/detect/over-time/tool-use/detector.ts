import type { JsonValue, Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import { canonicalJson, parseJson, visibleText } from "../../../formats/index.ts";
import { declaredTool, fitsDeclared } from "./declared.ts";
import {
  alternations,
  anySource,
  callDigest,
  noMemory,
  repeatsOf,
  withApproval,
  withCall,
  withMet,
  withoutApproval,
  withSource,
  type ToolMemory,
} from "./memory.ts";
import { readToolPolicy } from "./settings.ts";
import { compileToolPolicy, type Flow, type ToolPolicy } from "./tool-policy.ts";

/**
 * Holds the calls of tools to what a policy says under `tools`: which may be called, with which arguments, in
 * which order, how often, and what may no longer be done once something from outside has been read. That last
 * is information flow control in its simplest form: what a tool or a document said taints the session, the
 * taint stays, and calls whose effects a flow denies are signalled unless the policy's `unless` holds
 * (CaMeL, arXiv 2503.18813; FIDES, arXiv 2505.23643; here by session, not by value).
 *
 * Without settings the tools the client declares are known, their schemas hold, and loops are seen.
 *
 * Rules: `denied-tool`, `unknown-tool`, `malformed-arguments`, `argument-schema`, `argument-value`,
 * `unreadable-definition` (score 0.3), `out-of-order`, `tool-limit`, `call-limit`, `cost-limit`, `tool-loop`,
 * `ping-pong` (0.9), and `flow-<id>` for each flow. Others score 1: they are not guesses.
 */
export const detector: StatefulDetector<ToolMemory> = detectorOf(
  compileToolPolicy(readToolPolicy({ unknown: "declared" })),
);

function detectorOf(policy: ToolPolicy): StatefulDetector<ToolMemory> {
  return {
    id: "tool-use",
    version: "1.0.0",
    about: "Calls of tools that the policy does not allow, or not after what was read.",
    stages: ["document", "tool-result", "tool-call"],
    key: "session",
    remembers: 86_400,
    init: () => noMemory,
    step: (memory, step) => {
      if (step.stage === "document") return [withSource(memory, "d:"), []];
      if (step.stage === "tool-result") return [afterResult(policy, memory, step), []];
      return step.toolCall === undefined
        ? [memory, []]
        : inspectCall(policy, memory, step, step.toolCall.name);
    },
    configure: (settings) => detectorOf(compileToolPolicy(readToolPolicy(settings))),
  };
}

/** What a result of a tool changes: taints, orders that are met, approvals. A result of no known tool is one of any. */
function afterResult(policy: ToolPolicy, memory: ToolMemory, { source, text = "" }: Step): ToolMemory {
  if (source === undefined) return withSource(memory, anySource);
  let next = withMet(
    memory,
    policy.needed.filter(({ fits }) => fits(source)).map(({ key }) => key),
  );
  let asks = false;
  for (const { id, approval } of policy.flows) {
    if (approval?.tool !== source) continue;
    asks = true;
    next = text.trim() === approval.says ? withApproval(next, id) : withoutApproval(next, id);
  }
  return asks ? next : withSource(next, `t:${source}`);
}

function inspectCall(
  policy: ToolPolicy,
  before: ToolMemory,
  step: Step,
  name: string,
): [ToolMemory, Signal[]] {
  const text = step.text ?? step.toolCall?.arguments ?? "";
  const signals: Signal[] = [];
  const shown = (): string => visibleText(name.length > 80 ? `${name.slice(0, 80)}…` : name);
  const say = (rule: string, why: string, score = 1): void => {
    signals.push({
      detector: "tool-use",
      rule,
      category: "tool-misuse",
      score,
      start: 0,
      end: step.text?.length ?? 0,
      why,
    });
  };
  const { settings } = policy;
  const entries = policy.entries(name);
  const declared = declaredTool(step, name);
  if (policy.denied(name)) say("denied-tool", `The policy denies the tool \`${shown()}\`.`);
  else if (
    settings.unknown !== "allow" &&
    !policy.known(name) &&
    !(settings.unknown === "declared" && declared !== undefined)
  )
    say("unknown-tool", `Nobody has allowed the tool \`${shown()}\`.`);

  const args = readArguments(step.toolCall?.arguments ?? text);
  if (args === undefined)
    say("malformed-arguments", `The arguments of \`${shown()}\` are not a JSON object.`);
  else {
    const userTexts = step.context?.userTexts ?? [];
    for (const { schema, conditions } of entries) {
      const [wrong] = schema?.check(args) ?? [];
      if (wrong !== undefined)
        say("argument-schema", `The arguments of \`${shown()}\` break \`${wrong.keyword}\` of their schema.`);
      for (const { path, check } of conditions)
        if (check(args, userTexts) === "broken")
          say(
            "argument-value",
            `The argument \`${visibleText(path)}\` of \`${shown()}\` is not one the policy allows.`,
          );
    }
    if (settings.definitions === "check" && declared !== undefined) {
      const fits = fitsDeclared(declared, args);
      if (fits === false)
        say("argument-schema", `The arguments of \`${shown()}\` do not fit its declaration.`);
      if (fits === "unreadable")
        say("unreadable-definition", `The schema \`${shown()}\` was declared with cannot be checked.`, 0.3);
    }
  }
  const cost = entries.reduce((most, one) => Math.max(most, one.cost), 0);
  const keys = entries.flatMap(({ key, most }) => (most === undefined ? [] : [key]));
  const digest = callDigest(name, args === undefined ? text : canonicalJson(args));
  let memory = withCall(before, { digest, cost, keys });

  for (const { before: needed } of entries)
    for (const { word, key } of needed)
      if (!before.met.includes(key))
        say("out-of-order", `\`${shown()}\` was called before \`${visibleText(word)}\` returned.`);
  const counts = new Map(memory.counts);
  if (entries.some(({ key, most }) => most !== undefined && (counts.get(key) ?? Infinity) > most))
    say("tool-limit", `\`${shown()}\` was called more often than the policy allows in a session.`);
  if (memory.calls > (settings.limits.calls ?? Infinity))
    say("call-limit", "The session has used up its calls of tools.");
  if (memory.cost > (settings.limits.cost ?? Infinity))
    say("cost-limit", "The session has used up its budget for tools.");
  if (!entries.some(({ mayRepeat }) => mayRepeat)) {
    if (repeatsOf(memory) > settings.limits.repeats)
      say("tool-loop", `\`${shown()}\` is called again and again with the same arguments.`, 0.9);
    else if (alternations(memory) > settings.limits.pingPong)
      say("ping-pong", "Two calls follow each other in turn without end.", 0.9);
  }

  const does: ReadonlySet<string> = new Set(entries.flatMap(({ effects }) => effects));
  for (const flow of policy.flows) {
    if (!flow.into(name, does)) continue;
    const from = before.sources.find((source) => begins(policy, flow, source));
    if (from === undefined || excused(flow, args, step)) continue;
    if (before.approved.includes(flow.id)) memory = withoutApproval(memory, flow.id);
    else
      say(
        `flow-${flow.id}`,
        `\`${shown()}\` was called after ${named(from)} was read, and the policy does not let that flow.`,
      );
  }
  return [memory, signals];
}

function begins(policy: ToolPolicy, flow: Flow, source: string): boolean {
  if (source === anySource) return true;
  const document = source === "d:";
  const name = source.slice(2);
  const entries = document ? [] : policy.entries(name);
  return flow.from(name, {
    document,
    untrusted: entries.length === 0 || entries.some(({ trusted }) => !trusted),
    classes: entries.flatMap(({ dataClasses }) => dataClasses),
  });
}

/** Conditions excuse a call when there are some, all hold, and none leads nowhere. */
const excused = ({ conditions }: Flow, args: JsonValue | undefined, { context }: Step): boolean =>
  args !== undefined &&
  conditions.length > 0 &&
  conditions.every(({ check }) => check(args, context?.userTexts ?? []) === "holds");

const named = (source: string): string =>
  source === anySource
    ? "something"
    : source === "d:"
      ? "a document"
      : `a result of \`${visibleText(source.slice(2))}\``;

/** Arguments as an object; no text at all stands for none. Two members of one name are read by nobody alike: refused. */
function readArguments(text: string): JsonValue | undefined {
  if (text.trim() === "") return {};
  try {
    const value = parseJson(text, { limits: { maxLength: 1_000_000, maxDepth: 64 } });
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
