export { chainsOfScan } from "./chain-of-scan.ts";
export { bomCheck, scanStatementCheck, signatureCheck, trainingCheck } from "./check-documents.ts";
export { recordCheck, recordedChecks } from "./recorded-checks.ts";
