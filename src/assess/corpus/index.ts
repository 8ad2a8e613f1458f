export { buildCases } from "./build.ts";
export { corpusErrors } from "./errors.ts";
export { loadCorpus, type Corpus } from "./load.ts";
export { render } from "./template/template.ts";
export { transformNamed } from "./transforms/named.ts";
