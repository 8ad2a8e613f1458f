export { provenanceErrors } from "./errors.ts";
export { hashTypeOf, hashTypes, type HashType } from "./digests/hash-type.ts";
export { rootDigest } from "./bundle/signed-manifest.ts";
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
export { compareBom, type BomComparison } from "./bom/compare-bom.ts";
export { cycloneDx, cycloneVersions, type BomSettings, type CycloneVersion } from "./bom/cyclonedx.ts";
export { importBom, type ImportedBom, type ImportedPart } from "./bom/import-bom.ts";
export { spdxDocument } from "./bom/spdx.ts";
export {
  openSlots,
  type ExternalDocument,
  type ModelDescription,
  type Slot,
} from "./description/model-description.ts";
export { readModelCard, type ModelCard } from "./description/read-model-card.ts";
export {
  checkLicences,
  licenceTerms,
  type LicenceNote,
  type LicenceTerms,
} from "./licences/check-licences.ts";
export {
  diffModels,
  type DiffModelsOptions,
  type ModelDiff,
  type TensorChange,
} from "./tensor-diff/diff-models.ts";
export { matchAdvisories, type AdvisoryMatch, type UsedPackage } from "./advisories/osv.ts";
export { readPackages } from "./advisories/read-packages.ts";
export {
  lineageOf,
  type Lineage,
  type LineageEdge,
  type LineageNode,
  type LineageStatus,
} from "./lineage/lineage.ts";
export { lineageLicences, type LineageLicenceNote } from "./lineage/lineage-licences.ts";
export {
  compareSlsa,
  readSlsa,
  slsaStatement,
  type Digested,
  type SlsaComparison,
  type TrainingRun,
} from "./lineage/slsa.ts";
export { readSignatureBundle } from "./bundle/signature-bundle.ts";
export { checkSigner } from "./signers/check-signer.ts";
export { signStatement } from "./signers/sign-statement.ts";
export {
  collectFingerprint,
  compareFingerprints,
  encodeFingerprint,
  fingerprintProbes,
  fingerprintSchema,
  readFingerprint,
  type Asked,
  type Fingerprint,
  type FingerprintComparison,
} from "./fingerprint/index.ts";
export {
  judgeDocuments,
  judgeHeaders,
  judgeModelName,
  judgeTls,
  readListing,
  standingOf,
  vendorReportSchema,
  vendorVerdict,
  type GivenDocument,
  type VendorComponent,
  type VendorFinding,
  type VendorReport,
} from "./vendor/index.ts";
