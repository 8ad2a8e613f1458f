export { items as writers } from "./items.generated.ts";
export {
  countBySeverity,
  openFindings,
  scanWriters,
  verdictSentence,
  type ScanWriter,
} from "./scan/index.ts";
export { matrixText } from "./terminal/matrix-text.ts";
export { verdictText } from "./terminal/verdict-text.ts";
export { painter, type Paint, type TerminalOptions } from "./terminal/layout.ts";
export {
  eventWriters,
  octetCounted,
  syslogMessage,
  webhookEventSchema,
  webhookJsonSchema,
  type EventContext,
  type EventWriter,
} from "./events/index.ts";
