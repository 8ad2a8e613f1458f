export type { EventContext, EventWriter } from "./event-writer.ts";
export { items as eventWriters } from "./items.generated.ts";
export { octetCounted, syslogMessage } from "./syslog/message.ts";
export { webhookEventSchema, webhookJsonSchema } from "./webhook/schema.ts";
