import type { Taint, Value } from "../contract/index.ts";
import { noTaints, stringOf, unknown } from "../contract/index.ts";
import type { Expression } from "../tree/nodes.ts";
import { entryNamed, environmentRead, memberOf, nameValue, ownField } from "./members.ts";
import type { Machine } from "./machine.ts";
import { taintOf, unknownWith } from "./machine.ts";
import { calleeName, labelOfName, pathOf } from "./names.ts";
import { dispatchSinks, elementSinks } from "./sinks.ts";
import type { Scope } from "./scope.ts";
import { clearedValue, joinValues, union, unionAll, withTaints } from "./taints.ts";

/** What an expression stands for, as far as it can be known; what is called and read in it is noted. */
export function evaluate(m: Machine, e: Expression, scope: Scope): Value {
  if (m.budget <= 0) return unknown;
  m.budget -= 1;
  switch (e.k) {
    case "literal":
      if (typeof e.value === "string" && e.value.length > 0) m.strings.set(e, { at: e.at, value: e.value });
      return { kind: "literal", value: e.value, taints: noTaints };
    case "template":
      return template(m, e, scope);
    case "name":
      return nameValue(m, e.name, scope);
    case "member":
      return member(m, e, scope);
    case "index":
      return index(m, e, scope);
    case "call":
      return m.ways.call(m, e, scope);
    case "list":
      return listOf(e.items.map((item) => evaluate(m, item, scope)));
    case "spread": {
      const inner = evaluate(m, e.value, scope);
      return unknownWith(inner.taints);
    }
    case "record":
      return record(m, e, scope);
    case "binary":
      return binary(m, e, scope);
    case "compare": {
      const left = evaluate(m, e.left, scope);
      const right = evaluate(m, e.right, scope);
      m.comparisons.set(e, { at: e.at, operator: e.op, left, right });
      return unknown;
    }
    case "not":
      evaluate(m, e.value, scope);
      return unknown;
    case "choice":
      evaluate(m, e.test, scope);
      return joinValues(evaluate(m, e.met, scope), evaluate(m, e.else, scope));
    case "function": {
      const { fact } = m.functionState(e.fn, scope);
      return { kind: "function", name: fact.qualified, id: fact.id, taints: noTaints };
    }
    case "class": {
      const { fact } = m.classState(e.cls, scope);
      return { kind: "class", name: fact.name, id: fact.id, taints: noTaints };
    }
    case "assign": {
      const value = evaluate(m, e.value, scope);
      m.assign(e.target, value, scope, e.op);
      return value;
    }
    case "comprehension": {
      const inner = scope.branch();
      for (const { target, iterable } of e.clauses)
        m.assign(target, elementOf(evaluate(m, iterable, inner)), inner, "=");
      for (const test of e.tests) evaluate(m, test, inner);
      const element = evaluate(m, e.element, inner);
      return { kind: "list", items: [element], open: true, taints: element.taints };
    }
    case "await":
      return evaluate(m, e.value, scope);
    case "yield": {
      if (e.value === undefined) return unknown;
      const value = evaluate(m, e.value, scope);
      if (m.current !== undefined) m.current.returns = joinValues(m.current.returns, value);
      return unknown;
    }
    case "element": {
      const attributes = e.attributes.flatMap(({ at, name, value: given }) => {
        const value = evaluate(m, given, scope);
        if (name !== "...") return [{ at, name, value }];
        // `{...props}`: what it holds, as far as that is known.
        return value.kind === "record"
          ? [...value.entries].map(([key, one]) => ({ at, name: key, value: one }))
          : [];
      });
      for (const child of e.children) evaluate(m, child, scope);
      const fact = { at: e.at, tag: e.tag, attributes };
      m.elements.set(e, fact);
      elementSinks(m, fact);
      return unknown;
    }
    case "other":
      break;
  }
  return unknownWith(unionAll(e.children.map((child) => evaluate(m, child, scope))));
}

const mostItems = 400;
export const listOf = (items: readonly Value[]): Value => ({
  kind: "list",
  items: items.length > mostItems ? items.slice(0, mostItems) : items,
  open: items.length > mostItems,
  taints: unionAll(items),
});

/** What one gets by going through it. */
export function elementOf(value: Value): Value {
  if (value.kind !== "list") return unknownWith(value.taints);
  const [first] = value.items;
  if (first === undefined) return unknownWith(value.taints);
  if (value.items.length === 1) return withTaints(first, value.taints);
  return unknownWith(value.taints);
}

const opens = /(?:>|```|"""|'''|---|===|###|\[\[|<<)\s*$/;

/** Text between marks that say where it begins: `<document>{…}</document>`. */
function markedIfDelimited(before: string | Value | undefined, value: Value): Value {
  if (value.taints.length === 0 || typeof before !== "string") return value;
  return opens.test(before.slice(-24)) ? clearedValue(value, "delimited") : value;
}

export function textOf(parts: readonly (string | Value)[]): Value {
  const made: (string | Value)[] = [];
  for (const part of parts.slice(0, mostItems)) {
    const plain = typeof part === "string" ? part : part.kind === "literal" ? String(part.value) : undefined;
    const last = made.at(-1);
    if (plain !== undefined && typeof last === "string") made[made.length - 1] = last + plain;
    else if (plain !== undefined) made.push(plain);
    else if (typeof part !== "string" && part.kind === "text" && made.length < mostItems)
      for (const inner of part.parts) {
        const before = made.at(-1);
        if (typeof inner === "string" && typeof before === "string") made[made.length - 1] = before + inner;
        else made.push(typeof inner === "string" ? inner : markedIfDelimited(before, inner));
      }
    else if (typeof part !== "string") made.push(markedIfDelimited(last, part));
  }
  const [only] = made;
  if (made.length === 0) return { kind: "literal", value: "", taints: noTaints };
  if (made.length === 1 && typeof only === "string")
    return { kind: "literal", value: only, taints: noTaints };
  const values = made.filter((part): part is Value => typeof part !== "string");
  return { kind: "text", parts: made, taints: unionAll(values) };
}

function template(m: Machine, e: Expression & { k: "template" }, scope: Scope): Value {
  const parts = e.parts.map((part) => (typeof part === "string" ? part : evaluate(m, part, scope)));
  const value = textOf(parts);
  m.strings.set(e, {
    at: e.at,
    value: parts.map((part) => (typeof part === "string" ? part : "{}")).join(""),
  });
  return value;
}

const isText = (value: Value): boolean =>
  value.kind === "text" || (value.kind === "literal" && typeof value.value === "string");

function binary(m: Machine, e: Expression & { k: "binary" }, scope: Scope): Value {
  const left = evaluate(m, e.left, scope);
  if (e.op === "and" || e.op === "&&" || e.op === ",") {
    const right = evaluate(m, e.right, scope);
    return right;
  }
  const right = evaluate(m, e.right, scope);
  if (e.op === "or" || e.op === "||" || e.op === "??") return joinValues(left, right);
  if (e.op === "+" || e.op === "%") {
    if (isText(left) || isText(right)) {
      if (e.op === "%") return textOf([left, ...(right.kind === "list" ? right.items : [right])]);
      return textOf([left, right]);
    }
    if (left.kind === "list" && right.kind === "list" && e.op === "+")
      return { ...listOf([...left.items, ...right.items]), taints: union(left.taints, right.taints) };
    return unknownWith(union(left.taints, right.taints));
  }
  if (e.op === "|") return piped(m, left, right);
  // `Path(…) / "name"` is a path like the one before it.
  const isPath = (left.kind === "ref" || left.kind === "instance") && calleeName(left).startsWith("pathlib.");
  if (e.op === "/" && isPath) return withTaints(left, right.taints);
  return unknownWith(union(left.taints, right.taints));
}

/** `prompt | model | parser`: a chain that is a model if one of its links is. */
export function piped(m: Machine, left: Value, right: Value): Value {
  const taints = union(left.taints, right.taints);
  for (const side of [left, right])
    if (
      side.kind === "instance" &&
      (side.of === "chain" || m.input.registry.modelObjects.find(side.of).length > 0)
    )
      return { kind: "instance", of: "chain", taints };
  return unknownWith(taints);
}

function record(m: Machine, e: Expression & { k: "record" }, scope: Scope): Value {
  const entries = new Map<string, Value>();
  let open = false;
  let taints: readonly Taint[] = noTaints;
  for (const entry of e.entries) {
    const value = evaluate(m, entry.value, scope);
    taints = union(taints, value.taints);
    const key = entry.key === undefined ? undefined : evaluate(m, entry.key, scope);
    const name = key?.kind === "literal" ? String(key.value) : undefined;
    if (name !== undefined && entries.size < mostItems) entries.set(name, value);
    else if (entry.key === undefined && value.kind === "record") {
      for (const [inner, there] of value.entries) entries.set(inner, there);
      open ||= value.open;
    } else open = true;
  }
  return { kind: "record", entries, open, taints };
}

/** `object`: what it is a member of, where that was looked at already. Twice would double with every dot. */
export function member(m: Machine, e: Expression & { k: "member" }, scope: Scope, object?: Value): Value {
  const path = pathOf(e);
  if (path !== undefined) {
    const known = scope.get(path);
    if (known !== undefined) return known;
    const field = ownField(m, path);
    if (field !== undefined) return field;
  }
  return memberOf(m, object ?? evaluate(m, e.object, scope), e.name, e.at, e);
}

function index(m: Machine, e: Expression & { k: "index" }, scope: Scope): Value {
  const object = evaluate(m, e.object, scope);
  const key = evaluate(m, e.index, scope);
  const name = stringOf(key);
  dispatchSinks(m, e.at, object, key);
  if (
    object.kind === "ref" &&
    (object.name === "os.environ" || object.name === "process.env") &&
    name !== undefined
  )
    return environmentRead(m, e, name);
  const entry = name === undefined ? undefined : entryNamed(m, object, name, e.at, scope);
  if (entry !== undefined) return entry;
  if (object.kind === "list" && key.kind === "literal" && typeof key.value === "number") {
    const item = object.items.at(key.value);
    if (item !== undefined) return item;
  }
  if (object.kind === "record" && name !== undefined) {
    const entry = object.entries.get(name);
    if (entry !== undefined) return entry;
  }
  const path = name === undefined ? undefined : pathOf(e.object);
  const kept = path === undefined ? undefined : scope.get(`${path}[${name}]`);
  if (kept !== undefined) return kept;
  const named = name === undefined ? undefined : labelOfName(name);
  const taints =
    named === undefined ? object.taints : union(object.taints, [taintOf(named, `\`${name}\``, e.at)]);
  if (object.kind === "ref") return { kind: "ref", name: `${object.name}[]`, taints };
  if (object.kind === "instance") return { kind: "instance", of: `${object.of}[]`, taints };
  return unknownWith(taints);
}
