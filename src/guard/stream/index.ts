export {
  openGuardedStream,
  type Restoring,
  type StreamDecision,
  type StreamOptions,
} from "./guarded-stream.ts";
