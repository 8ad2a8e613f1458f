import type { Span, Value } from "../contract/index.ts";
import { noTaints, unknown } from "../contract/index.ts";
import type { Expression } from "../tree/nodes.ts";
import { lookInto, stateOf } from "./functions.ts";
import type { FunctionState, Machine } from "./machine.ts";
import { taintOf } from "./machine.ts";
import { globalName, isSecretVariable, labelOfName } from "./names.ts";
import type { Scope } from "./scope.ts";
import { union, withTaints } from "./taints.ts";

export function nameValue(m: Machine, name: string, scope: Scope): Value {
  const known = scope.get(name);
  if (known !== undefined) return known;
  return globalName(name, m.input.language);
}

/** `self.client`: what any method of the class assigned to it. */
export function ownField(m: Machine, path: string): Value | undefined {
  const state = m.current;
  if (state?.cls === undefined || state.self === undefined || !path.startsWith(`${state.self}.`))
    return undefined;
  return (
    state.cls.fields.get(path.slice(state.self.length + 1)) ??
    methodOf(m, state.cls.fact.name, path.slice(state.self.length + 1))
  );
}

/** What reading a property gives: the function behind it is called without a word. */
function propertyOf(m: Machine, value: Value): Value | undefined {
  const state = stateOf(m, value);
  if (state?.fact.decorators.some(({ name }) => /(?:^|\.)(?:cached_)?property$/.test(name)) !== true)
    return undefined;
  lookInto(m, state);
  return state.phase === "done" ? state.returns : unknown;
}

const deepestBase = 8;

/** A method of a class of this file, or of one that it is made from. */
function inherited(m: Machine, className: string, name: string, depth = 0): FunctionState | undefined {
  const cls = m.classes.find(({ fact }) => fact.name === className);
  const own = cls?.methods.get(name);
  if (own !== undefined || cls === undefined || depth >= deepestBase) return own;
  for (const base of cls.fact.bases.slice(0, deepestBase)) {
    const method = base === className ? undefined : inherited(m, base, name, depth + 1);
    if (method !== undefined) return method;
  }
  return undefined;
}

function methodOf(m: Machine, className: string, name: string): Value | undefined {
  const method = inherited(m, className, name);
  if (method === undefined) return undefined;
  return { kind: "function", name: method.fact.qualified, id: method.fact.id, taints: noTaints };
}

const maker: Value = { kind: "ref", name: "Function", taints: noTaints };

export function memberOf(m: Machine, object: Value, name: string, at: Span, e?: Expression): Value {
  const { registry, link } = m.input;
  const named = labelOfName(name);
  const taints =
    named === undefined ? object.taints : union(object.taints, [taintOf(named, `\`.${name}\``, at)]);
  switch (object.kind) {
    case "ref": {
      const full = registry.canonical(`${object.name}.${name}`);
      const exported = link(object.name)?.values.get(name);
      if (exported !== undefined) return exported;
      if (object.name === "process.env" && e !== undefined) return environmentRead(m, e, name);
      const label = registry.labelOfRef(full);
      const read = label === undefined ? taints : union(taints, [taintOf(label, full, at)]);
      return {
        kind: "ref",
        name: full,
        taints: full === object.name ? object.taints : object.name === "builtins" ? noTaints : read,
      };
    }
    case "instance": {
      const own = methodOf(m, object.of, name);
      if (own !== undefined) return propertyOf(m, own) ?? own;
      const field = m.classes.find(({ fact }) => fact.name === object.of)?.fields.get(name);
      if (field !== undefined) return withTaints(field, taints);
      const full = registry.canonical(`${object.of}().${name}`);
      const label = registry.labelOfRef(full);
      return {
        kind: "ref",
        name: full,
        taints: label === undefined ? taints : union(taints, [taintOf(label, full, at)]),
      };
    }
    case "record": {
      const entry = object.entries.get(name);
      if (entry !== undefined) return entry;
      return {
        kind: "local",
        name: `?.${name}`,
        taints: object.open ? taints : named === undefined ? noTaints : taints,
      };
    }
    case "local":
      // `[].constructor.constructor` is what makes functions of texts.
      if (
        name === "constructor" &&
        object.name.endsWith("?.constructor") &&
        m.input.language === "javascript"
      )
        return maker;
      return { kind: "local", name: `${object.name.slice(-100)}.${name}`, taints };
    case "class": {
      const method = m.classes.find(({ fact }) => fact.id === object.id);
      const own = method?.methods.get(name);
      if (own !== undefined) return { kind: "function", name: own.fact.qualified, id: own.fact.id, taints };
      return method?.fact.attributes.get(name) ?? { kind: "local", name: `?.${name}`, taints };
    }
    case "function":
      if (name === "constructor" && m.input.language === "javascript") return maker;
      break;
    case "literal":
    case "text":
    case "list":
    case "unknown":
      break;
  }
  return { kind: "local", name: `?.${name}`, taints };
}

export function environmentRead(m: Machine, e: Expression, name: string, byDefault?: Value): Value {
  m.environment.set(e, { at: e.at, name, ...(byDefault === undefined ? {} : { default: byDefault }) });
  const taints = isSecretVariable(name)
    ? [taintOf("secret", `environment variable ${name}`, e.at)]
    : noTaints;
  return { kind: "instance", of: "environment", taints };
}

/** What stands in a table of names under one that is written out: `globals()["os"]`, `os.__dict__["system"]`, `cp["exec"]`. */
export function entryNamed(
  m: Machine,
  object: Value,
  name: string,
  at: Expression["at"],
  scope: Scope,
): Value | undefined {
  if (object.kind === "instance" && /^builtins\.(?:globals|locals|vars)$/.test(object.of))
    return nameValue(m, name, scope);
  if (object.kind !== "ref") return undefined;
  if (object.name === "sys.modules") return { kind: "ref", name, taints: object.taints };
  if (object.name.endsWith(".__dict__"))
    return memberOf(m, { ...object, name: object.name.slice(0, -".__dict__".length) }, name, at);
  return object.name === "builtins" || m.input.language === "javascript"
    ? memberOf(m, object, name, at)
    : undefined;
}
