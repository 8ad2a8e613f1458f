import type { TryFact } from "../contract/index.ts";
import type { Statement } from "../tree/nodes.ts";

const writesLog = /^(?:log|debug|info|warn|warning|error|exception|print|capture_?exception)$/i;

/** What a `try` does when it fails. */
export function tryFact(statement: Statement & { s: "try" }): TryFact {
  const { at, body, handlers } = statement;
  return {
    at,
    body: { start: body[0]?.at.start ?? at.start, end: body.at(-1)?.at.end ?? at.start },
    handlers: handlers.map((handler) => {
      const acts = handler.body.filter((part) => !isLog(part));
      const [only] = acts;
      const given = acts.length === 1 && only?.s === "return" ? only.value : undefined;
      return {
        swallows: acts.length === 0,
        ...(given?.k === "literal" ? { returns: given.value } : {}),
      };
    }),
  };
}

function isLog(statement: Statement): boolean {
  if (statement.s !== "expression") return false;
  const { value } = statement;
  if (value.k !== "call") return value.k === "literal";
  const { callee } = value;
  return (callee.k === "name" || callee.k === "member") && writesLog.test(callee.name);
}
