export * from "./code-file.ts";
export * from "./code-rule.ts";
export * from "./documents.ts";
export * from "./facts.ts";
export * from "./value.ts";
