import type { CallFact, Value } from "../contract/index.ts";
import { noTaints, unknown } from "../contract/index.ts";
import { lastOf } from "../registry/pattern.ts";
import { parameterValue } from "./definitions.ts";
import type { FunctionState, Machine } from "./machine.ts";
import { Scope } from "./scope.ts";
import type { Summary } from "./summaries.ts";
import { substituted, substitutedTaints } from "./taints.ts";

const deepestCall = 24;

export const stateOf = (m: Machine, value: Value): FunctionState | undefined =>
  value.kind === "function" ? m.functions[value.id] : undefined;

/** Looks into a function: once, whoever asks first. One that is being looked into says nothing. */
export function lookInto(m: Machine, state: FunctionState): void {
  if (state.phase !== "waiting" || m.depth >= deepestCall) return;
  state.phase = "running";
  state.sinks = [];
  state.returns = unknown;
  state.fact.returns = [];
  const before = { current: m.current, loops: m.loopStack, tries: m.tries };
  m.current = state;
  m.loopStack = [];
  m.tries = 0;
  m.depth += 1;
  const scope = new Scope(state.scope);
  for (const [i, parameter] of state.node.parameters.entries()) {
    const value = parameterValue(state, i);
    if (parameter.pattern !== undefined) m.assign(parameter.pattern, value, scope, "=");
    else scope.set(parameter.name, value);
  }
  if (state.self === "this" && state.cls !== undefined)
    scope.set("this", { kind: "instance", of: state.cls.fact.name, taints: noTaints });
  m.execute(state.node.body, scope);
  m.current = before.current;
  m.loopStack = before.loops;
  m.tries = before.tries;
  m.depth -= 1;
  state.phase = "done";
}

export const summarised = (state: FunctionState, path: string): Summary => ({
  name: state.fact.qualified,
  parameters: state.fact.parameters.map(({ name }) => name),
  bound:
    state.cls !== undefined &&
    state.self !== undefined &&
    state.self !== "this" &&
    state.node.parameters[0]?.name === state.self,
  returns: state.returns,
  sinks: state.sinks,
  path,
});

/** The summary of what is called, if it is a function of this file or of one that is imported directly. */
export function summaryOf(m: Machine, callee: Value, name: string): Summary | undefined {
  const state = stateOf(m, callee);
  if (state !== undefined) {
    lookInto(m, state);
    return state.phase === "done" ? summarised(state, m.input.path) : undefined;
  }
  if (callee.kind === "class") {
    const init =
      m.classes[callee.id]?.methods.get("__init__") ?? m.classes[callee.id]?.methods.get("constructor");
    if (init === undefined) return undefined;
    lookInto(m, init);
    if (init.phase !== "done") return undefined;
    const made = summarised(init, m.input.path);
    return { ...made, returns: { kind: "instance", of: callee.name, taints: made.returns.taints } };
  }
  if (callee.kind !== "ref") return undefined;
  return linked(m, name);
}

function linked(m: Machine, name: string): Summary | undefined {
  const cut = name.lastIndexOf(".");
  if (cut < 0) return undefined;
  const owner = name.slice(0, cut);
  const there = m.input.link(owner);
  if (there !== undefined) {
    const last = lastOf(name);
    const cls = there.classes.get(last);
    const init = cls?.methods.get("__init__") ?? cls?.methods.get("constructor");
    return init === undefined
      ? there.functions.get(last)
      : { ...init, returns: { kind: "instance", of: name, taints: noTaints } };
  }
  // `module.Class().method`
  if (!owner.endsWith("()")) return undefined;
  const className = owner.slice(0, -2);
  const at = className.lastIndexOf(".");
  if (at < 0) return undefined;
  return m.input
    .link(className.slice(0, at))
    ?.classes.get(className.slice(at + 1))
    ?.methods.get(lastOf(name));
}

/** The result of calling it with these arguments; what arrives where it does harm by it is noted. */
export function applied(m: Machine, call: CallFact, summary: Summary, positional?: readonly Value[]): Value {
  const places = positional ?? call.args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const shift = summary.bound ? 1 : 0;
  const given = (index: number): Value["taints"] | undefined => {
    const name = summary.parameters[index];
    const byName = call.args.find((arg) => arg.name !== undefined && arg.name === name);
    if (byName !== undefined && positional === undefined) return byName.value.taints;
    if (shift === 1 && index === 0) return call.receiver?.taints;
    return places[index - shift]?.taints;
  };
  const other = summary.path === m.input.path ? {} : { path: m.input.path };
  const step = { at: call.at, note: `passed to ${summary.name}()`, ...other };
  for (const sink of summary.sinks) {
    for (const taint of substitutedTaints([sink.taint], given, { at: call.at, note: step.note })) {
      const path = sink.path ?? (summary.path === m.input.path ? undefined : summary.path);
      m.hit({ ...sink, taint, ...(path === undefined ? {} : { path }) });
    }
  }
  return substituted(summary.returns, given, { at: call.at, note: `returned by ${summary.name}()` });
}
