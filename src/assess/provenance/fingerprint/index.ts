export { compareFingerprints, type FingerprintComparison } from "./compare.ts";
export { collectFingerprint, type Asked } from "./collect.ts";
export { encodeFingerprint, fingerprintSchema, readFingerprint, type Fingerprint } from "./document.ts";
export { fingerprintProbes } from "./probes.ts";
