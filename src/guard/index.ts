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
export { shippedPolicies } from "./shipped-policies.ts";
export { clientMessage } from "./decide/message.ts";
export { failureRule } from "./decide/decide.ts";
export { readPolicyKeys, type PolicyKeys } from "./redact/keys.ts";
export { keepContent, openContent, type KeepOptions } from "./redact/keep-content.ts";
export { restoringRule } from "./redact/restore.ts";
export type { GuardState } from "./inspection/over-time.ts";
export type { InspectText } from "./inspection/pure-inspector.ts";
export {
  openGuardedStream,
  type Restoring,
  type StreamDecision,
  type StreamOptions,
} from "./stream/index.ts";
export { openPolicy, type OpenedPolicy, type OpenPolicyOptions } from "./open-policy.ts";
export {
  requireNewer,
  signatureFile,
  signPolicy,
  verifyPolicy,
  type PolicySignature,
} from "./signing/sign-policy.ts";
export { readLines } from "./replay/read-lines.ts";
export { notReplayable, readRecorded, type NotReplayable, type Recorded } from "./replay/recorded.ts";
export {
  replayClock,
  replayDecisions,
  type ReplayChange,
  type ReplayClock,
  type ReplayOptions,
  type ReplayReport,
} from "./replay/replay.ts";
export { proposeRule, type Proposal, type ProposeOptions } from "./findings/propose-rule.ts";
export {
  defenceDelta,
  type ArmDelta,
  type DefenceDelta,
  type DefenceDeltaOptions,
} from "./findings/defence-delta.ts";
export { coveredGuards, type CoveredGuard } from "./coverage/covered-guards.ts";
