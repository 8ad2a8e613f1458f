export { provenanceErrors } from "./errors.ts";
export { hashTypeOf, hashTypes, type HashType } from "./digests/hash-type.ts";
export { hashSource } from "./digests/hash-source.ts";
export { readSigningKey, readVerifyingKey } from "./signers/ec-key.ts";
export { readCertificates } from "./signers/certificate-chain.ts";
export type { ExpectedIdentity } from "./signers/sigstore.ts";
export type { TrustGiven } from "./signers/trust-given.ts";
export { signModel, type SignedModel, type SignModelOptions } from "./sign-model.ts";
export { verifyModel, versionControl, type VerifyModelOptions } from "./verify-model.ts";
export type {
  ModelVerification,
  ProvenanceProblem,
  ProvenanceVerdict,
  SignatureSummary,
  SignerFound,
  UnsignedFile,
} from "./verification.ts";
