export { isStateUnavailable, stateErrors } from "./errors.ts";
export { memoryState, type MemoryState, type MemoryStateOptions } from "./memory/memory-state.ts";
export { type EntryCounts } from "./memory/bounded-entries.ts";
export { redisState, type RedisStateOptions, type RemoteState } from "./redis/redis-state.ts";
export {
  resilientState,
  type LossReport,
  type ResilientOptions,
  type ResilientState,
  type StateChange,
} from "./resilient/resilient-state.ts";
