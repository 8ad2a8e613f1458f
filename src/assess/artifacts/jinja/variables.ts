import type { JinjaExpression, JinjaStatement } from "../../../formats/index.ts";
import { foldText, unknownPiece } from "./fold.ts";
import { everyPart, everyStatement } from "./walk.ts";

/** What a template calls something by itself, and what that may be. */
export interface Variables {
  /** Set, looped over, a macro or a parameter of one: not given from outside. */
  readonly own: ReadonlySet<string>;
  /** Text that a variable may hold; a mark where it depends on the chat. */
  readonly known: (name: string) => string | undefined;
  /** The variable may hold what somebody wrote in a message. */
  readonly content: ReadonlySet<string>;
}

const contentNames: ReadonlySet<string> = new Set([
  "content",
  "text",
  "parts",
  "prompt",
  "query",
  "reasoning_content",
  "user_message",
  "user_input",
  "last_message",
]);
/** Values are followed through this many assignments. */
const rounds = 4;

export function variablesOf(body: readonly JinjaStatement[]): Variables {
  const own = new Set<string>();
  const values = new Map<string, JinjaExpression[]>();
  const assign = (target: JinjaExpression, value: JinjaExpression | undefined): void => {
    for (const part of everyPart(target)) if (part.kind === "name") own.add(part.name);
    const name = nameOf(target);
    if (name !== undefined && value !== undefined)
      values.set(name, [...(values.get(name) ?? []).slice(-50), value]);
  };
  for (const statement of everyStatement(body)) {
    if (statement.kind === "set") assign(statement.target, statement.value);
    else if (statement.kind === "for") {
      const { over } = statement;
      if (over.kind === "list" || over.kind === "tuple")
        for (const item of over.items.slice(0, 50)) assign(statement.target, item);
      else assign(statement.target, over);
    } else if (statement.kind === "set-block") assign(statement.target, undefined);
    else if (statement.kind === "with") for (const [target, value] of statement.values) assign(target, value);
    else if (statement.kind === "macro") {
      own.add(statement.name);
      for (const [name, value] of statement.parameters)
        assign({ kind: "name", name, at: statement.at }, value);
    }
  }
  const content = new Set<string>();
  const texts = new Map<string, string>();
  const known = (name: string): string => texts.get(name) ?? unknownPiece;
  for (let round = 0; round < rounds; round++)
    for (const [name, given] of values)
      for (const value of given) {
        if (fromContent(value, content)) content.add(name);
        const text = foldText(value, known);
        // The worst of several values is the one to look at.
        if (text !== undefined && (texts.get(name) === undefined || text.includes("_")))
          texts.set(name, text);
      }
  return { own, known, content };
}

/** `x`, or `x.y` for attributes of a namespace. */
export function nameOf(expression: JinjaExpression): string | undefined {
  if (expression.kind === "name") return expression.name;
  if (expression.kind === "attribute" && expression.target.kind === "name")
    return `${expression.target.name}.${expression.name}`;
  return undefined;
}

/** Whether what somebody wrote in a message is part of it. */
export function fromContent(expression: JinjaExpression, content: ReadonlySet<string>): boolean {
  for (const part of everyPart(expression)) {
    const name = nameOf(part);
    if (name !== undefined && (content.has(name) || (part.kind === "name" && contentNames.has(name))))
      return true;
    if (part.kind === "attribute" && contentNames.has(part.name)) return true;
    if (part.kind === "item" && part.key.kind === "constant" && contentNames.has(String(part.key.value)))
      return true;
  }
  return false;
}
