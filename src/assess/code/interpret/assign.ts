import type { Value } from "../contract/index.ts";
import { stringOf } from "../contract/index.ts";
import type { Expression } from "../tree/nodes.ts";
import { elementOf, textOf } from "./evaluate.ts";
import { memberOf } from "./members.ts";
import type { Machine } from "./machine.ts";
import { pathOf } from "./names.ts";
import type { Scope } from "./scope.ts";
import { assignmentSinks } from "./sinks.ts";
import { joinValues, union, withTaints } from "./taints.ts";

/** Lets a name, a field, an entry or a pattern stand for a value. */
export function assign(m: Machine, target: Expression, value: Value, scope: Scope, op: string): void {
  switch (target.k) {
    case "name":
      scope.set(target.name, combined(scope.get(target.name), value, op));
      note(m, target, value, target.name, target.name);
      return;
    case "member": {
      const path = pathOf(target);
      const made = combined(path === undefined ? undefined : scope.get(path), value, op);
      const object = m.evaluate(target.object, scope);
      if (path !== undefined) {
        scope.set(path, made);
        field(m, path, made);
        const root = path.slice(0, path.indexOf("."));
        const before = made.taints.length > 0 && root !== m.current?.self ? scope.get(root) : undefined;
        if (before !== undefined) scope.set(root, withTaints(before, made.taints));
      }
      const resolved =
        object.kind === "ref" || object.kind === "instance"
          ? memberOf(m, object, target.name, target.at)
          : undefined;
      note(
        m,
        target,
        made,
        path ?? `?.${target.name}`,
        target.name,
        resolved?.kind === "ref" ? resolved.name : undefined,
      );
      assignmentSinks(m, target.at, target.name, made);
      return;
    }
    case "index":
      entry(m, target, value, scope);
      return;
    case "list":
      for (const [i, item] of target.items.entries()) {
        const one =
          value.kind === "list" && !value.open ? (value.items[i] ?? elementOf(value)) : elementOf(value);
        if (item.k === "spread") assign(m, item.value, elementOf(value), scope, "=");
        else assign(m, item, one, scope, "=");
      }
      return;
    case "record":
      for (const { key, value: to } of target.entries) {
        const name = key?.k === "literal" ? String(key.value) : undefined;
        const one = name === undefined ? elementOf(value) : memberOf(m, value, name, to.at, to);
        assign(m, to.k === "spread" ? to.value : to, one, scope, "=");
      }
      return;
    case "assign":
      // A pattern with a default: `{ a = 1 }`.
      assign(m, target.target, joinValues(value, m.evaluate(target.value, scope)), scope, "=");
      return;
    case "spread":
      assign(m, target.value, value, scope, "=");
      return;
    case "literal":
    case "template":
    case "call":
    case "binary":
    case "compare":
    case "not":
    case "choice":
    case "function":
    case "class":
    case "comprehension":
    case "await":
    case "yield":
    case "element":
    case "other":
      m.evaluate(target, scope);
  }
}

const mostParts = 64;

function combined(before: Value | undefined, value: Value, op: string): Value {
  if (op === "=" || op === "default" || op === "" || before === undefined) return value;
  if (op === "??=" || op === "||=") return joinValues(before, value);
  if (op === "+=") {
    const text = [before, value].some(
      (side) => side.kind === "text" || (side.kind === "literal" && typeof side.value === "string"),
    );
    // A text that grows without end is kept as it is, with what it carries.
    if (before.kind === "text" && before.parts.length >= mostParts)
      return { ...before, taints: union(before.taints, value.taints) };
    if (text) return textOf([before, value]);
    if (before.kind === "list" && value.kind === "list")
      return {
        ...before,
        items: [...before.items, ...value.items].slice(0, 400),
        taints: union(before.taints, value.taints),
      };
  }
  return { kind: "unknown", taints: union(before.taints, value.taints) };
}

function field(m: Machine, path: string, value: Value): void {
  const state = m.current;
  if (state?.cls === undefined || state.self === undefined || !path.startsWith(`${state.self}.`)) return;
  const name = path.slice(state.self.length + 1);
  const { fields } = state.cls;
  if (fields.size < 1000) fields.set(name, joinValues(fields.get(name), value));
}

function entry(m: Machine, target: Expression & { k: "index" }, value: Value, scope: Scope): void {
  const object = m.evaluate(target.object, scope);
  const key = m.evaluate(target.index, scope);
  const name = stringOf(key);
  const path = pathOf(target.object);
  note(
    m,
    target,
    value,
    `${path ?? "?"}[${name ?? ""}]`,
    name ?? "",
    object.kind === "ref" ? `${object.name}[]` : undefined,
  );
  if (name !== undefined) assignmentSinks(m, target.at, name, value);
  if (path === undefined) return;
  if (object.kind === "record" && name !== undefined) {
    const entries = new Map(object.entries);
    entries.set(name, value);
    scope.set(path, { ...object, entries, taints: union(object.taints, value.taints) });
    return;
  }
  if (name !== undefined) scope.set(`${path}[${name}]`, value);
  if (value.taints.length > 0) scope.set(path, withTaints(object, value.taints));
}

function note(
  m: Machine,
  e: Expression,
  value: Value,
  target: string,
  name: string,
  resolved?: string,
): void {
  m.assignments.set(e, { at: e.at, target, name, value, ...(resolved === undefined ? {} : { resolved }) });
}
