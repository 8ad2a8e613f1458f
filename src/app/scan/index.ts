export { scan } from "./scan-paths.ts";
export type { ScanOutcome, ScanProgress, ScanRequest } from "./scan-request.ts";
export { ScanShelf } from "./read-scan.ts";
export { renderScan, scanFormats } from "./render-scan.ts";
export { scanRules } from "./scan-rules.ts";
export { signedScanStatement, type ScanPolicy } from "./scan-statement.ts";
export { draftFromCode } from "./draft-from-code.ts";
export { scanErrors } from "./errors.ts";
