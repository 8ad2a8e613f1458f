export { buildCases, type BuildRequest } from "./build.ts";
export { corpusErrors } from "./errors.ts";
export { loadCorpus, type Corpus } from "./load.ts";
export type { Intent, Technique } from "./schema.ts";
export { render } from "./template/template.ts";
export type { Transform } from "./transform.ts";
export { transformNamed } from "./transforms/named.ts";
