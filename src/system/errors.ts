import { defineErrors } from "../errors/index.ts";

export const systemErrors = defineErrors("system", {
  unknownKey: {
    summary: "The manifest has a key that its schema does not know.",
    remedy: "Remove the key or correct its spelling.",
    exit: 2,
  },
  missingField: {
    summary: "The manifest lacks a required field.",
    remedy: "Add the field; `bartizan system schema` prints what each part may hold.",
    exit: 2,
  },
  wrongType: {
    summary: "A value of the manifest is of the wrong type.",
    remedy: "Write the value as the message says.",
    exit: 2,
  },
  badValue: {
    summary: "A value of the manifest is not allowed.",
    remedy: "Use one of the allowed values; `bartizan system schema` prints them.",
    exit: 2,
  },
  severalProblems: {
    summary: "The manifest has several problems.",
    remedy: "Correct each of the places listed.",
    exit: 2,
  },
  otherVersion: {
    summary: "The manifest is written for another version of the schema.",
    remedy: "This version of Bartizan reads `bartizan/v1`.",
    exit: 2,
  },
  duplicateId: {
    summary: "Two parts of the manifest have the same id.",
    remedy: "Give each part its own id.",
    exit: 2,
  },
  unknownReference: {
    summary: "The manifest refers to something it does not describe.",
    remedy: "Describe it, or correct the reference.",
    exit: 2,
  },
  literalSecret: {
    summary: "The manifest seems to hold a secret itself.",
    remedy:
      "Refer to it as `env:NAME` or `file:PATH` (inside a request as `{{secret:env:NAME}}`), and change the secret: it has been in a file.",
    exit: 2,
  },
  secretReference: {
    summary: "A reference to a secret is not of a form we know.",
    remedy: "Write `env:NAME` or `file:PATH`.",
    exit: 2,
  },
  secretMissing: {
    summary: "A secret that is referred to is not there.",
    remedy: "Set the environment variable, or create the file.",
    exit: 2,
  },
  secretUnusable: {
    summary: "A secret is empty, too long, or holds characters a header cannot carry.",
    remedy: "Store the bare secret, at most 64 KiB of text on one line.",
    exit: 2,
  },
  unknownTarget: {
    summary: "The manifest has no target of this id.",
    remedy: "Name one of its targets, or add one under `targets`.",
    exit: 2,
  },
  engagementMissing: {
    summary: "A production target needs rules of engagement before it may be tested.",
    remedy:
      "Add `rules_of_engagement` with authorised_by, reference, environments, window, allowed_side_effects, rate, kill_switch and clean_up.",
    exit: 2,
  },
  environmentNotAllowed: {
    summary: "The rules of engagement do not allow testing in this environment.",
    remedy: "Test a target of an allowed environment, or have the rules extended by whoever authorised them.",
    exit: 2,
  },
  outsideWindow: {
    summary: "The rules of engagement do not allow testing at this time.",
    remedy: "Wait for the window, or have it changed by whoever authorised it.",
    exit: 2,
  },
  hostNotAllowed: {
    summary: "An artifact lies at an address, and no host is allowed for artifacts.",
    remedy:
      "Add `artifact_hosts` to `rules_of_engagement`: the host of the address, and those it redirects to.",
    exit: 2,
  },
  accessWithoutAddress: {
    summary: "An artifact on the disk says how an address is reached.",
    remedy: "Write an address such as `hf://org/name@revision` as its `path`, or remove `access`.",
    exit: 2,
  },
  killSwitch: {
    summary: "The kill switch of the rules of engagement is set.",
    remedy: "Find out who set it and why; remove the file only with their agreement.",
    exit: 2,
  },
});
