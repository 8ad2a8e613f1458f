export { askTarget, type AskReport } from "./ask-target.ts";
export { candidateLines } from "./candidate-lines.ts";
export { readCanaryFile } from "./canary-files.ts";
export { insertCanaryFile } from "./insert-canary-file.ts";
export { measureExposure } from "./measure-exposure.ts";
export { planCanaryFile } from "./plan-canary-file.ts";
export { protectRecordFile } from "./protect-record-file.ts";
export { scoreTarget } from "./score-target.ts";
