import type { Defences } from "../defences/defence.ts";
import { retrieve } from "../knowledge/retrieve.ts";
import { toolNamed } from "../tools/index.ts";
import type { Call, ToolContext } from "../tools/tool.ts";
import type { BotSession } from "./session.ts";

/** One call the model made, for the answer's `range.steps`. */
export interface Step {
  readonly tool: string;
  readonly arguments: Call["arguments"];
  readonly executed: boolean;
  readonly result: string;
}

/** Runs one call through the tool policy in force, and writes into the ledger what became of it. */
export function runTool(call: Call, session: BotSession, defences: Defences): Step {
  const context: ToolContext = { ...session, search: (query) => retrieve(query).map(({ text }) => text) };
  const attempt = (executed: boolean, reason?: string): void =>
    session.ledger.record({
      kind: "tool-call",
      name: call.tool,
      executed,
      detail: { ...call.arguments, origin: call.origin, ...(reason === undefined ? {} : { reason }) },
    });
  const step = (executed: boolean, result: string): Step => ({
    tool: call.tool,
    arguments: call.arguments,
    executed,
    result,
  });
  for (const defence of defences.tools) {
    const blocked = defence.check(call, context);
    if (blocked === undefined) continue;
    attempt(false, `${defence.name}: ${blocked.reason}`);
    return step(false, blocked.say);
  }
  const result = toolNamed(call.tool)?.run(call.arguments, context);
  if (result === undefined) return step(false, "");
  attempt(result.done, result.done ? undefined : result.reason);
  if (result.done) session.ledger.record({ ...result.effect, executed: true });
  return step(result.done, result.say);
}
