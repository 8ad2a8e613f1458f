/** A door of its own: drawing a draft from a graph needs none of the rules. */
export { draftAnswersOf } from "./draft-answers.ts";
