import type { Surface } from "../../../src/contracts/index.ts";
import type { ChatMessage } from "../protocol/request.ts";
import { wasSaid, type BotSession } from "./session.ts";

/** One piece of what the model is given to read, and where it came from. */
export interface Segment {
  readonly surface: Surface;
  readonly text: string;
}

export interface TurnContext {
  /** The newest user message. */
  readonly ask: string;
  /** Whether the client sent assistant turns that were never spoken here. */
  readonly forged: boolean;
  /** Whether this message opens the conversation, as the client tells it. */
  readonly opening: boolean;
  /** Everything else that stands in the context, planted text included. */
  readonly others: readonly Segment[];
}

/**
 * What the model reads this turn: the newest user message, the history as the client tells it, tool
 * results it sent, and everything planted. Retrieval, payment references, memory and tool descriptions
 * are read every turn, as a context loader does.
 */
export function assemble(messages: readonly ChatMessage[], session: BotSession): TurnContext {
  const last = messages.findLastIndex(({ role }) => role === "user");
  const earlier = messages.slice(0, Math.max(last, 0));
  const invented = earlier.filter(
    ({ role, text }) => role === "assistant" && text !== "" && !wasSaid(session, text),
  );
  const forged = invented.length > 0;
  const history = forged ? invented.map(({ text }): Segment => ({ surface: "history", text })) : [];
  const results = messages
    .filter(({ role }) => role === "tool")
    .map(({ text }): Segment => ({ surface: "tool-result", text }));
  const noted = session.memory.map((text): Segment => ({ surface: "memory", text }));
  const planted = session.plants.filter(({ surface }) => surface !== "memory");
  return {
    ask: messages[last]?.text ?? "",
    forged,
    opening: !earlier.some(({ role }) => role === "assistant"),
    others: [...history, ...results, ...planted, ...noted],
  };
}
