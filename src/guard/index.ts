export { guardErrors } from "./errors.ts";
export { createGuard, type GuardOptions } from "./create-guard.ts";
export { policyFromText, readPolicy, type ReadPolicyOptions } from "./document/read-policy.ts";
export type { Policy } from "./document/policy.ts";
export { policyJsonSchema } from "./document/json-schema.ts";
export { preparePolicy, type DetectorShelf, type PreparedPolicy, type RemoteKind } from "./policy/prepare.ts";
export { exceptionStandings, type ExceptionStanding } from "./policy/exceptions.ts";
export {
  provePolicy,
  testPolicy,
  type PolicyTestReport,
  type PolicyTestResult,
} from "./proof/test-policy.ts";
export { scratchState } from "./proof/scratch-state.ts";
export { clientMessage } from "./decide/message.ts";
export { failureRule } from "./decide/decide.ts";
export { readPolicyKeys, type PolicyKeys } from "./redact/keys.ts";
export { restoringRule } from "./redact/restore.ts";
export type { GuardState } from "./inspection/over-time.ts";
export type { InspectText } from "./inspection/pure-inspector.ts";
export {
  openGuardedStream,
  type Restoring,
  type StreamDecision,
  type StreamOptions,
} from "./stream/index.ts";
