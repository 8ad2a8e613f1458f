export { identityErrors } from "./errors.ts";
export { identitySettingsSchema, type IdentitySettings } from "./settings.ts";
export { type WireHeaders } from "./credential.ts";
export { type FetchKeys } from "./tokens/remote-keys.ts";
export {
  createIdentityCheck,
  type CallerIdentity,
  type IdentifiedCaller,
  type IdentityCheck,
  type IdentityMethod,
  type IdentityOptions,
  type WireCaller,
} from "./identify.ts";
