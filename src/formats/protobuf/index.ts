export { couldBeText } from "./could-be-text.ts";
export { plansOf } from "./plans-of.ts";
export { Message, type MessageValue, type Span } from "./message.ts";
export type { FieldKind, FieldPlan, MessagePlan } from "./plan.ts";
export { readMessage, type WireLimits, type WireField, type WireType } from "./read-message.ts";
export { bigintOf, bytesOf, floatOf, int64Of, packedVarints, textOf } from "./values.ts";
export { walkMessages, type Visit } from "./walk-messages.ts";
