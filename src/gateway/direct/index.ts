export { answerCheck } from "./check.ts";
export { answerMirror } from "./mirror.ts";
