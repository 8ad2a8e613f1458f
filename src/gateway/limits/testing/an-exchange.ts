import type { GuardedExchange } from "../../../contracts/index.ts";

/** An exchange of which only what matters to a test is named. */
export function anExchange(what: Partial<GuardedExchange> = {}): GuardedExchange {
  return {
    id: "x-1",
    principal: { id: "ada", verified: true },
    route: "chat",
    tags: [],
    dataClasses: [],
    context: { instructions: [], canaries: [], userTexts: [], tools: [] },
    ...what,
  };
}
