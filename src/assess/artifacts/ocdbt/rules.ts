import type { ArtifactRule } from "../artifact-format.ts";

/** What can be wrong with a key-value store of TensorStore, whatever is in it. */
export const ocdbtRules = {
  outside: {
    id: "ocdbt/path-escape",
    title: "The store reads a file outside of its folder",
    severity: "high",
    effect: "unsafe",
    hazard: "path-escape",
    remedy: "Refuse the checkpoint: no writer refers to files outside of it.",
    references: ["CWE-22"],
  },
  missing: {
    id: "ocdbt/data-missing",
    title: "A data file is not there",
    severity: "medium",
    effect: "incomplete",
    hazard: "external-data",
    remedy: "Put the whole folder of the checkpoint together, and examine all of it.",
    references: ["CWE-345"],
  },
  block: {
    id: "ocdbt/block",
    title: "A block of the store is not what refers to it says",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: "Save the checkpoint anew, and compare.",
    references: ["CWE-354"],
  },
} as const satisfies Record<string, ArtifactRule>;
