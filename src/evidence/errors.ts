import { defineErrors } from "../errors/index.ts";

/** What can go wrong with evidence: writing it, reading it back, and taking in the results of other tools. */
export const evidenceErrors = defineErrors("evidence", {
  notABundle: {
    summary: "The folder holds no evidence bundle.",
    remedy: "Name the folder that contains `bundle.json`, such as `.bartizan/runs/<id>`.",
    exit: 2,
  },
  exists: {
    summary: "There is already a bundle at this place.",
    remedy: "Choose another folder, or resume the bundle that is there.",
    exit: 2,
  },
  corruptHeader: {
    summary: "The header of the bundle cannot be read.",
    remedy: "Restore `bundle.json` from a copy; nothing was changed.",
    exit: 2,
  },
  newerSchema: {
    summary: "The bundle was written by a newer version of Bartizan.",
    remedy: "Update Bartizan, then try again; nothing was changed.",
    exit: 2,
  },
  altered: {
    summary: "The bundle was altered since it was written, so nothing more may be added to it.",
    remedy: "Run `bartizan evidence verify DIR` to see what was altered; keep the folder as it is.",
    exit: 1,
  },
  closed: {
    summary: "The bundle is closed; its ledger takes no more entries.",
    remedy: "Start a new run.",
    exit: 2,
  },
  inUse: {
    summary: "Another process is writing to this bundle.",
    remedy:
      "Wait until it ends, or stop it; a second gateway needs a records folder of its own (`gateway: records: dir`). A lock left by a process that died is taken over by itself.",
    exit: 2,
  },
  lockLost: {
    summary: "The lock of this bundle was taken away while it was being written.",
    remedy: "Find the other writer, then resume; entries that were confirmed are kept.",
    exit: 4,
  },
  diskFull: {
    summary: "The disk is full, so no more evidence can be written.",
    remedy: "Free some space and resume; everything confirmed so far is kept.",
    exit: 3,
  },
  notWritable: {
    summary: "The folder for evidence cannot be written.",
    remedy: "Give this user write permission, or choose another folder.",
    exit: 2,
  },
  writeFailed: {
    summary: "Writing evidence failed, and the bundle takes no more entries in this process.",
    remedy: "Look at the disk, then resume; everything confirmed so far is kept.",
    exit: 3,
  },
  unreadable: {
    summary: "A file of the bundle cannot be read.",
    remedy: "Check that the file exists and that this user may read it.",
    exit: 2,
  },
  entryTooLarge: {
    summary: "A ledger entry is larger than the format allows.",
    remedy: "Put large content into a blob and refer to it.",
    exit: 4,
  },
  invalidEntry: {
    summary: "A ledger entry is not what the format allows.",
    remedy: "This is a defect of the caller; please report it.",
    exit: 4,
  },
  keyUnreadable: {
    summary: "The signing key or public key cannot be read.",
    remedy: "Name an Ed25519 key in PEM form, or restore it from a copy.",
    exit: 2,
  },
  keyMismatch: {
    summary: "The signing key is not the one this bundle was started with.",
    remedy: "Resume with the key named in the bundle's header.",
    exit: 2,
  },
  blobMissing: {
    summary: "The content of a blob is not in the bundle.",
    remedy: "Copy the whole bundle folder, `blobs/` included.",
    exit: 2,
  },
  blobShredded: {
    summary: "The key of this blob was destroyed, so its content cannot be read any more.",
    remedy: "Nothing can bring it back; the ledger still verifies.",
    exit: 2,
  },
  blobAltered: {
    summary: "The content of a blob is not what the ledger names.",
    remedy: "Run `bartizan evidence verify DIR`.",
    exit: 1,
  },
  badCheckpoint: {
    summary: "The file is not a signed checkpoint.",
    remedy: "Name a file that `bartizan evidence checkpoint` wrote.",
    exit: 2,
  },
  noCheckpoint: {
    summary: "The bundle has no signed checkpoint yet.",
    remedy: "Wait for the run to write one, or resume and close the bundle.",
    exit: 3,
  },
  triageInvalid: {
    summary: "The triage file is not what the schema allows.",
    remedy: "Correct the file at the place shown.",
    exit: 2,
  },
  triageUnknownKey: {
    summary: "The triage file has a key we do not know.",
    remedy: "Remove it, or correct its spelling.",
    exit: 2,
  },
  triageMissingField: {
    summary: "A decision in the triage file lacks something.",
    remedy: "Add it: `accepted` needs by, until and reason; `false-positive` and `fixed` need by and reason.",
    exit: 2,
  },
  triageUnreadable: {
    summary: "The triage file cannot be read.",
    remedy: "Check the path, the permissions and that the file is under 4 MB.",
    exit: 2,
  },
  importUnreadable: {
    summary: "The file to import cannot be read.",
    remedy: "Check the path, the permissions and the size.",
    exit: 2,
  },
  importUnknownFormat: {
    summary: "The file is not a result format that Bartizan can import.",
    remedy: "Give a SARIF 2.1.0 log, a garak report (JSONL) or a promptfoo result (JSON).",
    exit: 2,
  },
  importInvalid: {
    summary: "The file to import is damaged or not what its format says.",
    remedy: "Write the report again with the tool it came from.",
    exit: 2,
  },
});
