export {
  defaultLimits,
  type ArtifactFormat,
  type ArtifactRule,
  type Certainty,
  type Detail,
  type Examination,
  type ExaminationLimits,
  type Probe,
} from "./artifact-format.ts";
export { allFindings, examineArtifact, findingOf, type ExamineSettings } from "./engine/examine.ts";
export { engineRules } from "./engine/rules.ts";
export { verdictOfFindings, worstVerdict } from "./engine/verdict.ts";
export { loadersOf } from "./loaders/loaders-of.ts";
export { loadLoaderProfiles } from "./loaders/load-profiles.ts";
export { loaderProfileSchema, type LoaderProfile } from "./loaders/loader-profile.ts";
export { templateDrift } from "./jinja/drift.ts";
export { items as artifactFormats } from "./items.generated.ts";
