export { HeldCall } from "./held-call.ts";
export { SseReader } from "./sse-reader.ts";
export { sseText } from "./sse-text.ts";
export { eventObject } from "./event-object.ts";
