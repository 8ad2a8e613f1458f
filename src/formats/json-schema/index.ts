export { compileSchema, schemaLimits, type CompiledSchema, type SchemaOptions } from "./compile-schema.ts";
export type { SchemaFault } from "./run.ts";
