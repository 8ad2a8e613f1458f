export { identitySettingsSchema, type IdentitySettings } from "./settings.ts";
export { createIdentityCheck, type CallerIdentity } from "./identify.ts";
