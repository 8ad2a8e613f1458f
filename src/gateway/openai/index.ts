export { chatShape, CompletionStream } from "./completion-stream/stream.ts";
export type { ChoiceShape } from "./completion-stream/choice.ts";
export { askForUsage } from "./ask-for-usage.ts";
export { openAiError, openAiProblem } from "./problem.ts";
export { openAiUsage } from "./usage.ts";
export { readPrompts } from "./prompts.ts";
