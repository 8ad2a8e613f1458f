import type { ImportFact, LoopFact, Value } from "../contract/index.ts";
import { noTaints, nameOf, unknown } from "../contract/index.ts";
import type { Expression, Statement } from "../tree/nodes.ts";
import { elementOf } from "./evaluate.ts";
import { clearTested } from "./guarding.ts";
import { loopFact } from "./loops.ts";
import { tryFact } from "./tries.ts";
import type { Machine } from "./machine.ts";
import { pathOf } from "./names.ts";
import { returnSinks } from "./sinks.ts";
import type { Scope } from "./scope.ts";
import { joinValues } from "./taints.ts";

/** Goes through statements. True when it does not come out at their end: `return`, `raise`, `break`. */
export function execute(m: Machine, body: readonly Statement[], scope: Scope): boolean {
  let left = false;
  for (const statement of body) {
    if (m.budget <= 0) return left;
    m.budget -= 1;
    if (one(m, statement, scope)) left = true;
  }
  return left;
}

function one(m: Machine, statement: Statement, scope: Scope): boolean {
  switch (statement.s) {
    case "expression":
      m.bare.add(statement.value.k === "await" ? statement.value.value : statement.value);
      m.evaluate(statement.value, scope);
      return false;
    case "assign":
      assignment(m, statement, scope);
      return false;
    case "return": {
      if (statement.value === undefined) return true;
      const value = m.evaluate(statement.value, scope);
      returnSinks(m, statement.at, value);
      const { current } = m;
      if (current !== undefined) {
        current.returns = current.returns === unknown ? value : joinValues(current.returns, value);
        if (current.fact.returns.length < 32) current.fact.returns.push(value);
      }
      return true;
    }
    case "raise":
      if (statement.value !== undefined) m.evaluate(statement.value, scope);
      return true;
    case "break":
    case "continue":
      return true;
    case "outer":
      scope.declareOuter(statement.names);
      return false;
    case "if":
      return branches(m, statement, scope);
    case "loop":
      loop(m, statement, scope);
      return false;
    case "try": {
      m.handled.set(statement, tryFact(statement));
      m.tries += 1;
      const tried = scope.branch();
      const left = execute(m, statement.body, tried);
      m.tries -= 1;
      scope.join([tried], false);
      const handlers = statement.handlers.map(({ name, body }) => {
        const handler = scope.branch();
        if (name !== undefined) handler.set(name, unknown);
        return { handler, left: execute(m, body, handler) };
      });
      scope.join(
        handlers.filter((handler) => !handler.left).map(({ handler }) => handler),
        true,
      );
      return execute(m, statement.last, scope) || (left && handlers.every((handler) => handler.left));
    }
    case "with":
      for (const { value, target } of statement.items) {
        const opened = m.evaluate(value, scope);
        if (target !== undefined) m.assign(target, opened, scope, "=");
      }
      return execute(m, statement.body, scope);
    case "switch": {
      m.evaluate(statement.subject, scope);
      const cases = statement.cases.map((body) => {
        const branch = scope.branch();
        return { branch, left: execute(m, body, branch) };
      });
      scope.join(
        cases.map(({ branch }) => branch),
        true,
      );
      return false;
    }
    case "function": {
      const state = m.functionState(statement.fn, scope);
      const { fact } = state;
      scope.set(fact.name, { kind: "function", name: fact.qualified, id: fact.id, taints: noTaints });
      return false;
    }
    case "class": {
      const { fact } = m.classState(statement.cls, scope);
      scope.set(fact.name, { kind: "class", name: fact.name, id: fact.id, taints: noTaints });
      return false;
    }
    case "import":
      for (const item of statement.imports) imported(m, item, scope, statement.reexport === true);
      return false;
    case "export":
      for (const [name, value] of statement.names) m.exports.set(name, m.evaluate(value, scope));
      return false;
    case "block":
      break;
  }
  return execute(m, statement.body, scope);
}

function assignment(m: Machine, statement: Statement & { s: "assign" }, scope: Scope): void {
  const { targets, op, type } = statement;
  const [first] = targets;
  const named = first?.k === "name" ? first.name : undefined;
  let value = unknown;
  if (statement.value !== undefined) {
    if (statement.value.k === "function" && named !== undefined) {
      const { fact } = m.functionState(statement.value.fn, scope, undefined, named);
      value = { kind: "function", name: fact.qualified, id: fact.id, taints: noTaints };
    } else value = m.evaluate(statement.value, scope);
  } else if (type === undefined) return;
  if (type !== undefined && value.kind === "unknown") {
    const of = nameOf(m.evaluate(type, scope));
    if (of !== undefined && of.includes(".") && !of.startsWith("builtins.") && !of.startsWith("typing."))
      value = { kind: "instance", of, taints: value.taints };
  }
  for (const target of targets) m.assign(target, value, scope, op);
}

function branches(m: Machine, statement: Statement & { s: "if" }, scope: Scope): boolean {
  m.evaluate(statement.test, scope);
  if (isMainTest(statement.test)) return execute(m, statement.met, scope);
  const then = scope.branch();
  const otherwise = scope.branch();
  clearTested(statement.test, scope, then, otherwise);
  const thenLeft = execute(m, statement.met, then);
  const otherLeft = execute(m, statement.else, otherwise);
  const going = [...(thenLeft ? [] : [then]), ...(otherLeft ? [] : [otherwise])];
  scope.join(going, false);
  return thenLeft && otherLeft;
}

const isMainTest = (test: Expression): boolean => test.k === "compare" && pathOf(test.left) === "__name__";

function loop(m: Machine, statement: Statement & { s: "loop" }, scope: Scope): void {
  execute(m, statement.setup, scope);
  const fact: LoopFact = loopFact(m, statement, scope);
  m.loops.set(statement, fact);
  m.loopStack.push(fact);
  // Twice, so that what one round leaves behind is seen by the next; inner loops of loops once.
  const rounds = m.loopStack.length > 2 ? 1 : 2;
  for (let round = 0; round < rounds; round += 1) {
    const inner = scope.branch();
    if (statement.test !== undefined) m.evaluate(statement.test, inner);
    if (statement.iterable !== undefined && statement.target !== undefined)
      m.assign(statement.target, elementOf(m.evaluate(statement.iterable, inner)), inner, "=");
    execute(m, statement.body, inner);
    scope.join([inner], true);
  }
  m.loopStack.pop();
  execute(m, statement.after, scope);
}

function imported(m: Machine, item: ImportFact, scope: Scope, reexport: boolean): void {
  m.imports.push(item);
  const { registry, link } = m.input;
  const module = registry.canonical(item.module);
  const there = link(item.module);
  const bind = (as: string, value: Value): void => {
    if (reexport) m.exports.set(as, value);
    else scope.set(as, value);
  };
  if (item.name === "*") {
    if (there === undefined) return;
    for (const name of [...there.functions.keys(), ...there.classes.keys()])
      bind(name, { kind: "ref", name: `${item.module}.${name}`, taints: noTaints });
    for (const [name, value] of there.values) bind(name, value);
    return;
  }
  if (item.as === "") return;
  const known = item.name === undefined ? undefined : there?.values.get(item.name);
  if (known !== undefined) {
    bind(item.as, known);
    return;
  }
  const whole =
    m.input.language === "python" && item.name === undefined && item.module.startsWith(`${item.as}.`)
      ? item.as
      : module;
  const name =
    item.name === undefined
      ? whole
      : registry.canonical(module.endsWith(".") ? `${module}${item.name}` : `${module}.${item.name}`);
  const label = registry.labelOfRef(name);
  bind(item.as, {
    kind: "ref",
    name,
    taints: label === undefined ? noTaints : [{ label, what: name, source: item.at, steps: [], cleared: [] }],
  });
}
