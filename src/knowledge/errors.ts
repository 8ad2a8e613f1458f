import { defineErrors } from "../errors/index.ts";

export const knowledgeErrors = defineErrors("knowledge", {
  packMissing: {
    summary: "There is no pack at this path.",
    remedy: "Name a directory that holds a `pack.yaml`.",
    exit: 2,
  },
  packEmpty: {
    summary: "The pack holds no items.",
    remedy: "Add a `.yaml` or `.json` file with a list of items beside its `pack.yaml`.",
    exit: 2,
  },
  unknownKey: {
    summary: "A pack has a key that its schema does not know.",
    remedy: "Remove the key or correct its spelling.",
    exit: 2,
  },
  missingField: {
    summary: "A pack lacks a required field.",
    remedy: "Add the field.",
    exit: 2,
  },
  wrongType: {
    summary: "A value of a pack is of the wrong type.",
    remedy: "Write the value as the message says.",
    exit: 2,
  },
  badValue: {
    summary: "A value of a pack is not allowed.",
    remedy: "Use one of the allowed values.",
    exit: 2,
  },
  duplicateItem: {
    summary: "Two items of a pack have the same id.",
    remedy: "Give each item its own id.",
    exit: 2,
  },
  severalProblems: {
    summary: "A pack has several problems.",
    remedy: "Correct each of the places listed.",
    exit: 2,
  },
});
