export { items as dialects } from "./items.generated.ts";
export {
  uninspectedKinds,
  type Dialect,
  type PlacedPart,
  type RawRequest,
  type ReadRequest,
  type Reply,
  type SseEvent,
  type UninspectedKind,
} from "./dialect.ts";
