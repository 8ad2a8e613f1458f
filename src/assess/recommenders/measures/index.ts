export { assessShilling, type ShillingPlan, type ShillingResult } from "./assess-shilling.ts";
export { bootstrapMean } from "./bootstrap.ts";
export { hitRate, standingOf, type Standing } from "./standing.ts";
