export {
  defaultLimits,
  type ArtifactFormat,
  type ArtifactRule,
  type Certainty,
  type Examination,
  type ExaminationLimits,
  type Probe,
} from "./artifact-format.ts";
export { allFindings, examineArtifact, type ExamineSettings } from "./engine/examine.ts";
export { engineRules } from "./engine/rules.ts";
export { verdictOfFindings, worstVerdict } from "./engine/verdict.ts";
export { loaderProfileSchema, type LoaderProfile } from "./loaders/loader-profile.ts";
export { items as artifactFormats } from "./items.generated.ts";
