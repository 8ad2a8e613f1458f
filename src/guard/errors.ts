import { defineErrors } from "../errors/index.ts";

export const guardErrors = defineErrors("guard", {
  unknownKey: {
    summary: "The policy has a key that its schema does not know.",
    remedy: "Remove the key or correct its spelling.",
    exit: 2,
  },
  missingField: {
    summary: "The policy lacks a required field.",
    remedy: "Add the field; docs/reference/policy.md says what each part may hold.",
    exit: 2,
  },
  wrongType: {
    summary: "A value of the policy is of the wrong type.",
    remedy: "Write the value as the message says.",
    exit: 2,
  },
  badValue: {
    summary: "A value of the policy is not allowed.",
    remedy: "Use one of the allowed values; docs/reference/policy.md lists them.",
    exit: 2,
  },
  severalProblems: {
    summary: "The policy has several problems.",
    remedy: "Correct each of the places listed.",
    exit: 2,
  },
  otherVersion: {
    summary: "The policy is written for another version of the schema.",
    remedy: "This version of Bartizan reads `bartizan.policy/v1`.",
    exit: 2,
  },
  duplicateId: {
    summary: "Two parts of the policy have the same id.",
    remedy: "Give each part its own id; to change an inherited rule, write it under `override.rules`.",
    exit: 2,
  },
  unknownReference: {
    summary: "The policy refers to something it does not hold.",
    remedy: "Add it, or correct the reference.",
    exit: 2,
  },
  contradiction: {
    summary: "Two values of the policy do not go together.",
    remedy: "Change one of them as the message says.",
    exit: 2,
  },
  exceptionTooLong: {
    summary: "An exception runs longer than the policy allows.",
    remedy: "Shorten it, or have whoever owns the policy raise `exceptionsAtMostDays`.",
    exit: 2,
  },
  inheritForbidden: {
    summary: "A policy may inherit only files beside or below it, and files that were named.",
    remedy:
      "Write a path without `..` that does not start at the root, or have the file named by whoever loads the policy.",
    exit: 2,
  },
  inheritCycle: {
    summary: "A policy inherits itself.",
    remedy: "Take out one of the `inherit` entries of the circle.",
    exit: 2,
  },
  inheritTooMuch: {
    summary: "A policy inherits too many files, or too deep.",
    remedy: "Inherit at most 32 files, at most 8 deep.",
    exit: 2,
  },
  detectorSettings: {
    summary: "The settings of a detector are not valid.",
    remedy: "Correct them as the message says.",
    exit: 2,
  },
  detectorMissing: {
    summary: "A detector that the policy turns on is not there.",
    remedy: "Correct its name, or turn it off.",
    exit: 2,
  },
  testsFailed: {
    summary: "The policy does not do what its own tests say.",
    remedy: "Correct the rules or the tests; until then the policy is not used.",
    exit: 1,
  },
  signatureMissing: {
    summary: "The policy must be signed and is not.",
    remedy: "Sign it with `bartizan guard sign`, or load it without requiring a signature.",
    exit: 2,
  },
  signatureWrong: {
    summary: "The signature of the policy does not fit.",
    remedy:
      "Find out who changed the policy, or one it inherits, after it was signed; sign again what was reviewed.",
    exit: 1,
  },
  versionNotNewer: {
    summary: "The policy changed but its version did not grow.",
    remedy: "Raise `policy.version`.",
    exit: 2,
  },
  keyMissing: {
    summary: "The policy needs a key that it does not name.",
    remedy: "Add the reference under `keys`, such as `vault: env:BARTIZAN_VAULT_KEY`.",
    exit: 2,
  },
  keyWeak: {
    summary: "A key of the policy is too short to keep anything secret.",
    remedy: "Store at least 32 random characters, such as those of `openssl rand -hex 32`.",
    exit: 2,
  },
  recordsUnreadable: {
    summary: "A line of the records is not one this version can replay.",
    remedy: "Give decision records or exchanges as JSON, one a line.",
    exit: 2,
  },
});
