import type { GuardedExchange, GuardedRequest, Part } from "../../src/contracts/index.ts";

let next = 0;

/** A request of these parts, from nobody in particular. */
export function requestOf(parts: readonly Part[], instructions: readonly string[] = []): GuardedRequest {
  const exchange: GuardedExchange = {
    id: `exchange-${next++}`,
    principal: { id: "bench", verified: false },
    route: "default",
    model: "m",
    tags: [],
    dataClasses: [],
    context: {
      instructions,
      canaries: [],
      userTexts: parts.filter(({ role }) => role === "user").map(({ text }) => text),
      tools: [],
    },
  };
  let bytes = 0;
  for (const { text } of parts) bytes += text.length;
  return { exchange, parts, tools: [], bytes };
}

export const userPart = (at: string, text: string): Part => ({ at, stage: "input", role: "user", text });

/** An agent's context: turns of 2,048 characters, a question, what it did, and what a tool said. */
export function agentParts(characters: number, text: (length: number) => string): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i * 2048 < characters; i++) {
    const at = `/messages/${i}/content`;
    const turn = text(2048);
    if (i % 3 === 0) parts.push(userPart(at, turn));
    else if (i % 3 === 1) parts.push({ at, stage: "output", role: "assistant", text: turn });
    else parts.push({ at, stage: "tool-result", role: "tool", text: turn, source: "search" });
  }
  return parts;
}
