export { createVirtualKey, hashOfKey, isVirtualKey, type MintedKey } from "./keys/mint.ts";
export { keyRing, type KeyRing, type VirtualKey } from "./keys/key-ring.ts";
export { allowsName } from "./keys/name-pattern.ts";
export { teamsSchema, virtualKeysSchema } from "./keys/schema.ts";
export { pricesSchema } from "./prices/prices.ts";
export { limitsSettingsSchema } from "./budgets/settings.ts";
export { createLimits } from "./budgets/limits.ts";
