export { HeldCall, maxHeldCall } from "./held-call.ts";
export { JsonEnd } from "./json-end.ts";
export { SseReader } from "./sse-reader.ts";
export { sseText } from "./sse-text.ts";
export { eventObject } from "./event-object.ts";
