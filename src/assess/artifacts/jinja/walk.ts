import type { JinjaExpression, JinjaStatement } from "../../../formats/index.ts";

/** The expressions directly inside of one. */
export function partsOf(expression: JinjaExpression): readonly JinjaExpression[] {
  switch (expression.kind) {
    case "constant":
    case "name":
      return [];
    case "attribute":
    case "not":
    case "minus":
    case "plus":
    case "spread":
      return [expression.target];
    case "item":
      return [expression.target, expression.key];
    case "slice":
      return expression.parts.filter((part) => part !== undefined);
    case "call":
    case "filter":
    case "test": {
      const target = expression.target === undefined ? [] : [expression.target];
      return [...target, ...expression.args, ...expression.named.map(([, value]) => value)];
    }
    case "operation":
      return [expression.first, ...expression.rest.map(({ right }) => right)];
    case "conditional": {
      const otherwise = expression.otherwise === undefined ? [] : [expression.otherwise];
      return [expression.test, expression.value, ...otherwise];
    }
    case "list":
    case "tuple":
      return expression.items;
    case "dict":
      return expression.entries.flat();
    default:
      return expression satisfies never;
  }
}

/** An expression and everything inside of it. */
export function* everyPart(expression: JinjaExpression): Generator<JinjaExpression> {
  const waiting: JinjaExpression[] = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...partsOf(next));
  }
}

/** The expressions of a statement itself, without those of its body. */
export function expressionsOf(statement: JinjaStatement): readonly JinjaExpression[] {
  switch (statement.kind) {
    case "output":
    case "do":
      return [statement.expression];
    case "if":
      return statement.branches.map(({ test }) => test);
    case "for":
      return statement.when === undefined ? [statement.over] : [statement.over, statement.when];
    case "set":
      return [statement.target, statement.value];
    case "set-block":
      return statement.filter === undefined ? [statement.target] : [statement.target, statement.filter];
    case "macro":
      return statement.parameters.flatMap(([, value]) => (value === undefined ? [] : [value]));
    case "call-block":
      return [statement.call];
    case "filter-block":
      return [statement.filter];
    case "with":
      return statement.values.map(([, value]) => value);
    case "load":
      return [statement.template];
    case "data":
    case "scope":
    case "break":
    case "continue":
    case "debug":
      return [];
    default:
      return statement satisfies never;
  }
}

export function bodiesOf(statement: JinjaStatement): readonly (readonly JinjaStatement[])[] {
  switch (statement.kind) {
    case "if":
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case "for":
      return [statement.body, statement.otherwise];
    case "set-block":
    case "macro":
    case "call-block":
    case "filter-block":
    case "with":
    case "scope":
      return [statement.body];
    case "data":
    case "output":
    case "do":
    case "set":
    case "load":
    case "break":
    case "continue":
    case "debug":
    default:
      return [];
  }
}

export function* everyStatement(body: readonly JinjaStatement[]): Generator<JinjaStatement> {
  for (const statement of body) {
    yield statement;
    for (const inner of bodiesOf(statement)) yield* everyStatement(inner);
  }
}
