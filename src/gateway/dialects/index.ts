export { items as dialects } from "./items.generated.ts";
export {
  uninspectedKinds,
  type Cut,
  type Dialect,
  type DialectStream,
  type PlacedPart,
  type RawRequest,
  type ReadRequest,
  type ReadResponse,
  type Reply,
  type SseEvent,
  type StreamedText,
  type StreamHost,
  type UninspectedKind,
} from "./dialect.ts";
