export { scanWriters, type ScanWriter } from "./scan-writer.ts";
export { countBySeverity, openFindings, verdictSentence } from "./words/index.ts";
