export type { Runtime, RuntimeName, Session } from "./runtime.ts";
export { runtimeNames, runtimeOf } from "./runtimes.ts";
export { openGraph, openModel, type OpenModel, type OpenOptions } from "./open-model.ts";
