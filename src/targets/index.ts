export { targetConfigSchema } from "./config/target.ts";
export { pricingSchema, type CommonTargetConfig, type Pricing } from "./config/common.ts";
export type { TargetAdapter, TargetConfig, TargetDeps } from "./adapter.ts";
export { connectTarget, egressOf, type Egress } from "./connect.ts";
export {
  connectModel,
  isPredictConfig,
  type PredictConfig,
  type PredictSettings,
  type RowsFile,
} from "./predict/index.ts";
export {
  functionTarget,
  type FunctionCall,
  type FunctionReply,
  type FunctionTargetSpec,
} from "./function-target/function-target.ts";
export {
  createBudget,
  type Budget,
  type BudgetLimits,
  type Intended,
  type Prices,
  type Reservation,
  type Spending,
} from "./budget/budget.ts";
export { createPacer, type Attempt, type PacedJob, type Pacer, type PacerLimits } from "./pacing/pacer.ts";
export type { LaneLimits, LaneSnapshot } from "./pacing/lane.ts";
export type { QuotaReading } from "./pacing/quota.ts";
export { endsRun, runEndingOf, type RunEnding } from "./run-ending.ts";
export { unscoredReasonOf } from "./unscored.ts";
export { secretField } from "./config/fields.ts";
export { targetErrors } from "./errors.ts";
export {
  isAddress,
  locationErrors,
  openLocation,
  type ClaimedDigest,
  type LocationDeps,
  type LocationSettings,
  type RemoteFile,
  type RemoteListing,
} from "./artifacts/index.ts";
export { lookAtEndpoint, type EndpointFacts, type Looked, type ModelListing } from "./endpoint/endpoint.ts";
export type { CertificateFacts, TlsFacts } from "./endpoint/handshake.ts";
