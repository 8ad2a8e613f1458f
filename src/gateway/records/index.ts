export { decisionRecord, type KeepContent, type RecordOptions } from "./entry/decision-record.ts";
export {
  exchangeAttributes,
  findingAttributes,
  findingsOf,
  securityAttributes,
  type Attributes,
} from "./entry/attributes.ts";
export { foldDecisions, type FoldedDecision } from "./entry/fold.ts";
export { decisionType, owaspRisks, targetTypes, type DecisionType } from "./entry/risk.ts";
export { recordsErrors } from "./errors.ts";
export type { RecordsHealth } from "./health.ts";
export {
  openLedgerWriter,
  type LedgerWriter,
  type LedgerWriterOptions,
  type TakenIn,
} from "./ledger/ledger-writer.ts";
export { readDecisions } from "./ledger/read-decisions.ts";
export {
  openRecorder,
  type LossWindow,
  type Recorder,
  type RecorderOptions,
  type RecorderStats,
} from "./recorder.ts";
export { recordsSettingsSchema, type RecordsSettings } from "./settings.ts";
