export { assessSystem, type AssessOptions, type AssessOutcome } from "./assessment/assess-system.ts";
export { doctor } from "./doctor/doctor.ts";
export { appErrors } from "./errors.ts";
export { importResults, type ImportRequest } from "./imports/import-results.ts";
export { listChecks } from "./list-checks.ts";
export { renderReport, reportFormats } from "./render-report.ts";
export { rebuildIndex, type Rebuilt } from "./indexing/rebuild.ts";
export { describeRows } from "./audits/data/describe-rows.ts";
export type { ModelPreview, ModelsPlan } from "./audits/preview-models.ts";
export type { RunProgress } from "./runs/progress.ts";
export { openWorkspaceStore } from "./stores/open-workspace-store.ts";
export { systemClock } from "./system-clock.ts";
export { staleRuns, type StaleRun } from "./systems/stale-runs.ts";
export { packageRoot, toolVersion } from "./version.ts";
export { triageFinding, workspaceFindings } from "./triage/triage-finding.ts";
export { workspacePorts } from "./views/ports.ts";
export { openWorkspace, type Workspace } from "./workspace/workspace.ts";
export { workspacePaths, type WorkspacePaths } from "./workspace/paths.ts";
export { loadSystem } from "../system/index.ts";
export { practiceLevels, startPracticeBot, type PracticeLevel } from "./practice-bot.ts";
export type { AssessmentPlan } from "../assess/index.ts";
export { openGuard, policyFile, type OpenedGuard, type OpenGuardOptions } from "./guard/open-guard.ts";
export { readCheckInput, type CheckItem } from "./guard/read-check-input.ts";
export {
  checkItem,
  checkTexts,
  type CheckReport,
  type CheckResult,
  type CheckSignal,
} from "./guard/check-texts.ts";
export {
  examinePolicy,
  verifyPolicyFile,
  type ExaminedPolicy,
  type ExamineOptions,
} from "./guard/examine-policy.ts";
export { describePolicy, type PolicyDescription } from "./guard/describe-policy.ts";
export { signPolicyFile, type SignedPolicy } from "./guard/sign-policy-file.ts";
export { replayPolicy, type PolicyReplay, type ReplayRequest, type Traffic } from "./guard/replay-policy.ts";
export { buildCorpus, type CorpusReport, type CorpusRequest } from "./guard/build-corpus.ts";
export { buildProfile, type ProfileReport, type ProfileRequest } from "./guard/build-profile.ts";
export { trainInjection, type TrainRequest } from "./guard/train-injection.ts";
export { adoptPolicy, type Adoption, type AdoptRequest } from "./guard/adopt-policy.ts";
export { proposeFromFinding } from "./guard/propose-from-finding.ts";
export { amendPolicy, type AmendedPolicy } from "./guard/write-proposal.ts";
export { measureDelta, type MeasuredDelta } from "./guard/measure-delta.ts";
export { shippedPolicyList, type ShippedPolicy } from "./guard/shipped-policy-list.ts";
export { guardViews, type GuardViews } from "./guard/guard-views.ts";
export {
  decisionEntry,
  ledgerNames,
  ledgersFolder,
  readDecisions,
} from "./guard/decisions/read-decisions.ts";
export {
  draftFromCode,
  renderScan,
  scan,
  scanFormats,
  scanRules,
  ScanShelf,
  signedScanStatement,
  type ScanPolicy,
  type ScanOutcome,
  type ScanProgress,
  type ScanRequest,
} from "./scan/index.ts";
export {
  bomCheck,
  recordCheck,
  scanStatementCheck,
  signatureCheck,
  trainingCheck,
} from "./provenance/index.ts";
export { signPath, type SignedPath, type SignRequest } from "./verify/sign-path.ts";
export { verifyPath, type VerifyRequest } from "./verify/verify-path.ts";
export { hashTypeOf, type ModelVerification } from "../assess/provenance/index.ts";
export { billOfMaterials, compareWithBom, type BomRequest } from "./verify/bill-of-materials.ts";
export { draftFromBom } from "./verify/draft-from-bom.ts";
export { describeModel, type DescribeRequest } from "./verify/describe-model.ts";
export { cycloneVersions, type BomComparison, type LicenceNote } from "../assess/provenance/index.ts";
export { areModels } from "./verify/are-models.ts";
export { diffModels, type ModelDiff } from "../assess/provenance/index.ts";
export { matchAdvisoryFiles, type AdvisoryReport } from "./verify/match-advisory-files.ts";
export {
  checkScanStatement,
  type PromotionCheck,
  type PromotionRequest,
} from "./verify/check-scan-statement.ts";
export { systemLineage, type LineageReport } from "./verify/system-lineage.ts";
export {
  checkTrainingStatement,
  writeTrainingStatement,
  type StatementCheck,
  type StatementRequest,
} from "./verify/training-statement.ts";
export { verifyVendor, type VendorOutcome, type VendorRequest } from "./verify/verify-vendor.ts";
export type { VendorReport } from "../assess/provenance/index.ts";
