export { targetConfigSchema } from "./config/target.ts";
export { pricingSchema, type CommonTargetConfig, type Pricing } from "./config/common.ts";
export type { TargetAdapter, TargetConfig, TargetDeps } from "./adapter.ts";
export {
  createBudget,
  type Budget,
  type BudgetLimits,
  type Prices,
  type Reservation,
  type Spending,
} from "./budget/budget.ts";
export { targetErrors } from "./errors.ts";
export { createPacer, type Attempt, type PacedJob, type Pacer, type PacerLimits } from "./pacing/pacer.ts";
export type { LaneSnapshot } from "./pacing/lane.ts";
export type { QuotaReading } from "./pacing/quota.ts";
