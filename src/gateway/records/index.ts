export { decisionRecord } from "./entry/decision-record.ts";
export { exchangeAttributes, findingsOf, securityAttributes, type Attributes } from "./entry/attributes.ts";
export { foldDecisions } from "./entry/fold.ts";
export type { RecordsHealth } from "./health.ts";
export { openLedgerWriter, type LedgerWriter } from "./ledger/ledger-writer.ts";
export { readDecisions } from "./ledger/read-decisions.ts";
export { openRecorder } from "./recorder.ts";
export { recordsSettingsSchema } from "./settings.ts";
