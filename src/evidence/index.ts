export { createBundle, type CreateOptions, type WriteOptions } from "./bundle/create.ts";
export { openBundle, type OpenedBundle, type TornTail } from "./bundle/open.ts";
export { followBundle, openBlobs, readBlob, readBundle, readBundleHeader } from "./bundle/read.ts";
export type { LedgerPosition } from "./ledger/read.ts";
export type { BundleHeader, BundleKind, HeaderDraft } from "./bundle/header.ts";
export type { BundleWriter, Closing } from "./bundle/writer.ts";
export { blobRefsIn, isBlobRef, type BlobRef } from "./blobs/blob.ts";
export { shredBlob, type ShredOptions } from "./blobs/shred.ts";
export type { Shredding } from "./blobs/keyring.ts";
export type { Entry, EntryRef } from "./ledger/entry.ts";
export { evidenceErrors } from "./errors.ts";
export {
  createKey,
  keyFingerprint,
  loadOrCreateKey,
  publicKeyOf,
  readPublicKey,
  type SigningKey,
} from "./signing/key.ts";
export { isSignedBy, parseNote, signNote, verifierKey, type SignedNote } from "./signing/note.ts";
export { parseCheckpoint, type Checkpoint, type SignedCheckpoint } from "./signing/checkpoint.ts";
export { verifyBundle } from "./verify/verify.ts";
export type { Problem, ProblemKind, Verification, VerifyOptions } from "./verify/verification.ts";
export { bundleExists, bundleStanding, isLocked, newestCheckpoint } from "./bundle/standing.ts";
export { exportCheckpoint, fileWitness, readCheckpointFile, type Witness } from "./witness/witness.ts";
export {
  openWorkspaceLedger,
  readWorkspaceEntries,
  type WorkspaceLedger,
  type WorkspaceLedgerOptions,
} from "./workspace/workspace.ts";
export { applyTriage, isExpired } from "./triage/triage.ts";
export { readTriageFile, setTriage } from "./triage/file.ts";
export { importResults, type ImportOptions } from "./imports/import.ts";
export {
  mappingRuleSchema,
  type ImportedEvidence,
  type ImportedResult,
  type ImportFormat,
  type MappingRule,
  type Mappings,
} from "./imports/imported.ts";
export { factsOf, recordImport, type ImportAbout } from "./imports/record.ts";
export { entryIsProven, growthIsProven, proveEntry, proveGrowth, type EntryProof } from "./verify/prove.ts";
