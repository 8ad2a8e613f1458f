import type { Value } from "../contract/index.ts";
import { assign } from "./assign.ts";
import { evaluateCall } from "./calls.ts";
import { classState, functionState } from "./definitions.ts";
import { evaluate } from "./evaluate.ts";
import { execute } from "./execute.ts";
import { lookInto, summarised } from "./functions.ts";
import type { ModuleInput, Ways } from "./machine.ts";
import { Machine } from "./machine.ts";
import { Scope } from "./scope.ts";
import type { ClassSummary, ModuleSummary, Summary } from "./summaries.ts";
import { union } from "./taints.ts";

const ways: Ways = { evaluate, execute, assign, call: evaluateCall, functionState, classState };

const mostRounds = 3;

/**
 * Goes through a module without running it: its top first, then every function by itself, so that names
 * defined further down are known. Methods of a class are gone through again when what its
 * fields carry has changed.
 */
export function interpretModule(input: ModuleInput): {
  readonly machine: Machine;
  readonly summary: ModuleSummary;
} {
  const m = new Machine(input, ways);
  const scope = new Scope();
  m.execute(input.body, scope);
  drain(m);
  for (let round = 1; round < mostRounds; round += 1) {
    const before = fieldTaints(m);
    if (before === 0) break;
    for (const { methods } of m.classes)
      for (const state of methods.values()) {
        state.phase = "waiting";
        m.enqueue(state);
      }
    drain(m);
    if (fieldTaints(m) === before) break;
  }
  drain(m);
  return { machine: m, summary: summaryOfModule(m, scope) };
}

function drain(m: Machine): void {
  for (let state = m.queue.shift(); state !== undefined; state = m.queue.shift()) lookInto(m, state);
}

/** How much labelled data the fields of all classes carry. */
function fieldTaints(m: Machine): number {
  let count = 0;
  for (const { fields } of m.classes) for (const { taints } of fields.values()) count += taints.length;
  return count;
}

function summaryOfModule(m: Machine, scope: Scope): ModuleSummary {
  const { path } = m.input;
  const functions = new Map<string, Summary>();
  const classes = new Map<string, ClassSummary>();
  const values = new Map<string, Value>();
  const add = (name: string, value: Value): void => {
    if (value.kind === "function") {
      const state = m.functions[value.id];
      if (state !== undefined) functions.set(name, elsewhere(summarised(state, path), path));
    } else if (value.kind === "class") {
      const state = m.classes[value.id];
      if (state === undefined) return;
      const methods = [...state.methods].map(
        ([method, inner]) => [method, elsewhere(summarised(inner, path), path)] as const,
      );
      classes.set(name, { name, bases: state.fact.bases, methods: new Map(methods) });
    } else if (value.kind === "ref") {
      // Passed on from another file: known here as it is known there.
      const cut = value.name.lastIndexOf(".");
      const there = cut < 0 ? undefined : m.input.link(value.name.slice(0, cut));
      const last = value.name.slice(cut + 1);
      const fn = there?.functions.get(last);
      const cls = there?.classes.get(last);
      if (fn !== undefined) functions.set(name, fn);
      if (cls !== undefined) classes.set(name, cls);
      if (there === undefined) values.set(name, placed(value, path));
    } else if (value.kind === "instance" || value.kind === "literal" || value.kind === "text")
      values.set(name, placed(value, path));
  };
  for (const [name, value] of scope.entries())
    if (!name.includes(".") && !name.includes("[")) add(name, value);
  for (const [name, value] of m.exports) add(name, value);
  return { path, functions, classes, values };
}

/** Taints that go to other files say which file they came from; what they hold of the tree is let go. */
function placed(value: Value, path: string): Value {
  const taints = value.taints.map((taint) => ({ ...taint, path: taint.path ?? path }));
  if (value.kind === "instance") return { kind: "instance", of: value.of, taints };
  return taints.length === 0 ? value : { ...value, taints: union([], taints) };
}

const elsewhere = (summary: Summary, path: string): Summary => ({
  ...summary,
  returns: placed(summary.returns, path),
  sinks: summary.sinks.map((sink) => ({ ...sink, path: sink.path ?? path })),
});
