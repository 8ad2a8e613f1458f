export { leakageErrors } from "./errors.ts";
export {
  confidencesOf,
  holdOut,
  logitOf,
  shadowOutputs,
  type AuditedModel,
  type ShadowOutputs,
} from "./membership/shadow-outputs.ts";
export { readCsvShadows } from "./membership/shadows/read-csv.ts";
export { readJsonShadows } from "./membership/shadows/read-json.ts";
export { readNpyShadows } from "./membership/shadows/read-npy.ts";
export { lira, liraVariants, type LiraVariant } from "./membership/lira.ts";
export { rmia, type RmiaOptions } from "./membership/rmia.ts";
export {
  membershipResult,
  type LowRatePoint,
  type MembershipOptions,
  type MembershipResult,
} from "./membership/low-false-positives.ts";
export { assessMembership } from "./membership/assess-membership.ts";
export { labelOnlyGap, type GapResult } from "./membership/label-only.ts";
export {
  boundaryDistances,
  boundaryScores,
  type BoundaryOptions,
  type BoundaryRecord,
} from "./membership/boundary-distance.ts";
export { trainShadows } from "./membership/train-shadows.ts";
export {
  epsilonFromScores,
  epsilonLowerBound,
  epsilonMethods,
  type AttackCounts,
  type EpsilonMethod,
  type ScoredBound,
} from "./privacy-bound/epsilon-bound.ts";
export { oneRunEpsilon } from "./privacy-bound/one-run.ts";
export {
  candidateText,
  insertCanaries,
  planCanaries,
  referenceSecrets,
  type Canary,
  type CanaryFormat,
  type CanaryPlan,
} from "./exposure/canary-plan.ts";
export {
  exactExposure,
  extrapolatedExposure,
  sampledExposure,
  type Exposure,
  type ExtrapolatedExposure,
  type SampledExposure,
} from "./exposure/exposure.ts";
export { parseCanaryFile, type CanaryFile } from "./exposure/canary-file.ts";
export { exposures, type CanaryExposure, type ExposureReport } from "./exposure/exposures.ts";
export { countLines, firstLine, withCanaries } from "./exposure/lines.ts";
export { recordLine, shapeOf, templateShape, type RecordShape } from "./exposure/record-shape.ts";
export { completionsOf, type Complete } from "./llm-extraction/complete.ts";
export {
  extractableShares,
  extractByPrefix,
  recallAtErrors,
  splitText,
  type ExtractableShare,
  type PrefixRecord,
  type SuspectText,
} from "./llm-extraction/prefix.ts";
export {
  divergenceWords,
  extractByDivergence,
  type DivergenceRecord,
  type PersonalFinder,
} from "./llm-extraction/divergence.ts";
export {
  forcedChoice,
  forcedChoiceByChance,
  type ForcedChoiceResult,
} from "./llm-extraction/forced-choice.ts";
export { aboveControls, completionRank, type CompletionRecord } from "./llm-extraction/completion-rank.ts";
export { chanceOfChoices, chanceOfCompletions } from "./llm-extraction/by-chance.ts";
export { makeRecordFile, type PlainRecord, type RecordFile } from "./memorisation/record-file.ts";
export { personalDataIn } from "./protected-records/personal.ts";
export { markPersonal, type PersonalMark } from "./protected-records/keyed.ts";
export {
  protectRecords,
  RecordFinder,
  type ProtectedRecords,
  type RecordHit,
} from "./protected-records/protect-records.ts";
export {
  inferAttribute,
  type AttributeData,
  type AttributeRecord,
  type AttributeResult,
} from "./attributes/attribute-inference.ts";
export { assessInversion, type InversionRecord, type InversionResult } from "./inversion/assess-inversion.ts";
export { invertClass, type InversionOptions } from "./inversion/invert-class.ts";
