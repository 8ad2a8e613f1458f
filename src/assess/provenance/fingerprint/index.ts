export { compareFingerprints, type CompareOptions, type FingerprintComparison } from "./compare.ts";
export { collectFingerprint, type Asked, type CollectOptions } from "./collect.ts";
export {
  encodeFingerprint,
  fingerprintSchema,
  readFingerprint,
  type Fingerprint,
  type FingerprintSettings,
} from "./document.ts";
export { fingerprintProbes, type Probe } from "./probes.ts";
