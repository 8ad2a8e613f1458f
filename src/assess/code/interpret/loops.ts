import type { LoopFact } from "../contract/index.ts";
import type { Expression, Statement } from "../tree/nodes.ts";
import type { Machine } from "./machine.ts";
import type { Scope } from "./scope.ts";

const bounding =
  /max|limit|attempt|retr|step|turn|budget|round|iteration|count|deadline|timeout|elapsed|depth/i;

/** What the head and the body say about when a loop ends. */
export function loopFact(m: Machine, statement: Statement & { s: "loop" }, scope: Scope): LoopFact {
  const { iterable, test } = statement;
  const range = iterable?.k === "call" ? iterable : undefined;
  const called =
    range?.callee.k === "name" ? range.callee.name : range?.callee.k === "member" ? range.callee.name : "";
  const endless =
    (test?.k === "literal" && test.value !== false && test.value !== 0 && test.value !== null) ||
    (called === "count" &&
      statement.kind === "for" &&
      range !== undefined &&
      range.args.length < 3 &&
      isItertools(range));
  let rounds: number | undefined;
  if (called === "range" && range !== undefined) {
    const numbers = range.args.map(({ value }) => {
      const known = m.evaluate(value, scope);
      return known.kind === "literal" && typeof known.value === "number" ? known.value : undefined;
    });
    const [a, b] = numbers;
    if (numbers.length === 1 && a !== undefined) rounds = a;
    if (numbers.length === 2 && a !== undefined && b !== undefined) rounds = b - a;
  }
  return {
    at: statement.at,
    kind: statement.kind,
    endless,
    leaves: leaves(statement.body, true),
    counted: (test !== undefined && counts(test)) || leavesCounted(statement.body),
    ...(rounds === undefined ? {} : { rounds }),
  };
}

const isItertools = (call: Expression & { k: "call" }): boolean =>
  call.callee.k === "name" ||
  (call.callee.k === "member" && call.callee.object.k === "name" && call.callee.object.name === "itertools");

/** Is there a way out: `return` and `raise` anywhere in it, `break` of this loop. */
function leaves(body: readonly Statement[], own: boolean): boolean {
  return body.some((statement) => {
    if (statement.s === "return" || statement.s === "raise") return true;
    if (statement.s === "break") return own;
    return inner(statement).some((part) =>
      leaves(part, own && statement.s !== "loop" && statement.s !== "switch"),
    );
  });
}

function inner(statement: Statement): readonly (readonly Statement[])[] {
  if (statement.s === "if") return [statement.met, statement.else];
  if (statement.s === "loop") return [statement.body, statement.after];
  if (statement.s === "try")
    return [statement.body, ...statement.handlers.map(({ body }) => body), statement.last];
  if (statement.s === "with" || statement.s === "block") return [statement.body];
  return statement.s === "switch" ? statement.cases : [];
}

function leavesCounted(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    if (statement.s === "if" && counts(statement.test) && leaves([...statement.met, ...statement.else], true))
      return true;
    return inner(statement).some(leavesCounted);
  });
}

/** A test against a number, or against something that is called like a bound. */
function counts(test: Expression): boolean {
  if (test.k === "binary") return counts(test.left) || counts(test.right);
  if (test.k === "not") return counts(test.value);
  if (test.k !== "compare") return namesBound(test);
  const sides = [test.left, test.right];
  const orders = /^[<>]=?$|^[=!]=/.test(test.op);
  const withNumber = sides.some((side) => side.k === "literal" && typeof side.value === "number");
  return (orders && withNumber) || sides.some(namesBound);
}

const namesBound = (e: Expression): boolean => (e.k === "name" || e.k === "member") && bounding.test(e.name);
