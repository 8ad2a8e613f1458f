/**
 * Bartizan as a library.
 *
 * - `assess` runs an assessment from code, on the targets of a manifest or on a function of your own.
 * - `measure` turns "this must rarely happen" into a test with an early stop and an honest verdict.
 *
 * Its declarations name types of Node.js: a TypeScript project that imports it needs `@types/node`.
 */
export {
  assessSystem as assess,
  type AssessOptions,
  type AssessOutcome,
  type RunProgress,
} from "./app/index.ts";
export { measure, type Measurement } from "./assess/index.ts";
export { BartizanError } from "./errors/index.ts";
export { functionTarget } from "./targets/index.ts";
export type * from "./contracts/index.ts";
