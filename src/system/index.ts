export { systemErrors } from "./errors.ts";
export type { LoadedSystem } from "./loaded.ts";
export { loadSystem, parseSystem } from "./load-system.ts";
export type { SystemManifest } from "./manifest/manifest.ts";
export type { Component } from "./manifest/component.ts";
export type { Control, Flow } from "./manifest/flow.ts";
export type { GateConfig, RulesOfEngagement } from "./manifest/engagement.ts";
export { systemJsonSchema } from "./json-schema.ts";
export { secretReader, type SecretSources } from "./secrets/secret-reader.ts";
export { assertMayFetch } from "./engagement/assert-may-fetch.ts";
export { assertMayTest, killSwitchFile, targetOf } from "./engagement/assert-may-test.ts";
export { manifestVocabulary, type FactType, type Fields, type Vocabulary } from "./vocabulary.ts";
export {
  changedComponents,
  diffSystems,
  type Change,
  type ComponentChange,
  type SystemDiff,
} from "./diff/diff-systems.ts";
export { draftManifest, idFromName, type DraftAnswers } from "./draft/draft-manifest.ts";
export { draftPredicting } from "./draft/draft-predicting.ts";
export { targetDigest } from "./subject/target-digest.ts";
