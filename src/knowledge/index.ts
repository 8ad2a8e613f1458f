export { knowledgeErrors } from "./errors.ts";
export { packsRoot } from "./packs-root.ts";
export { loadPack, type Pack } from "./pack/load-pack.ts";
export type { PackManifest } from "./pack/manifest.ts";
