import type { ToolDefence } from "./defence.ts";

/** Level 5. A tool runs only because the customer asked; no document, reference text or note can start one. */
export const userIntentOnly: ToolDefence = {
  name: "user-intent",
  check: ({ origin }) =>
    origin === "user-turn" ? undefined : { reason: `asked for by a ${origin}, not by the customer`, say: "" },
};
