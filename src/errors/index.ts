export { BartizanError, type ErrorSpec, type ExitCode, type FailureOptions, type Place } from "./failure.ts";
export { defineErrors, type CatalogueEntry, type ErrorSet, type Failure } from "./define.ts";
