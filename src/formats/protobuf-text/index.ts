export { TextTokens } from "./text-tokens.ts";
export { walkTextMessages, type TextVisit } from "./walk-text.ts";
