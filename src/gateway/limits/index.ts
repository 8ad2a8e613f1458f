export { limitsErrors } from "./errors.ts";
export { createVirtualKey, hashOfKey, isVirtualKey, type MintedKey } from "./keys/mint.ts";
export { keyRing, type FoundKey, type KeyRing, type VirtualKey } from "./keys/key-ring.ts";
export { allowsName } from "./keys/name-pattern.ts";
export {
  teamsSchema,
  virtualKeysSchema,
  type OwnBudgetConfig,
  type TeamConfig,
  type VirtualKeyConfig,
} from "./keys/schema.ts";
export { pricesSchema, type PricesConfig } from "./prices/prices.ts";
export { limitsSettingsSchema, type LimitsSettings } from "./budgets/settings.ts";
export {
  createLimits,
  type Estimate,
  type Limits,
  type LimitsOptions,
  type Refusal,
  type Reserved,
} from "./budgets/limits.ts";
export { type Reservation } from "./budgets/reservation.ts";
