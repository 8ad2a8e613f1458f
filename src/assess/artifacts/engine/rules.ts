import type { FaultKind } from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";

/** What is found whatever the format. */
export const engineRules = {
  unknown: {
    id: "artifact/unknown-format",
    title: "No parser here reads these bytes",
    severity: "medium",
    effect: "incomplete",
    hazard: "unsupported",
    remedy: "Find out what writes this file; keep what you cannot name away from a loader.",
    references: ["CWE-1357"],
  },
  unexplained: {
    id: "artifact/unexplained-bytes",
    title: "Bytes that the format does not explain",
    severity: "medium",
    effect: "incomplete",
    hazard: "unexplained-bytes",
    remedy: "Write the file anew with its framework and compare; extra bytes carry second payloads.",
    references: ["CWE-506"],
  },
  overlap: {
    id: "artifact/overlapping-regions",
    title: "Two parts claim the same bytes",
    severity: "high",
    effect: "unsafe",
    hazard: "parser-differential",
    remedy: "Write the file anew with its framework: well-made files do not overlap.",
    references: ["CWE-436"],
  },
  several: {
    id: "artifact/several-formats",
    title: "The same bytes are a file of several formats",
    severity: "high",
    effect: "unsafe",
    hazard: "parser-differential",
    remedy: "Refuse the file, or write it anew in the one format that is meant.",
    references: ["CWE-436", "CWE-434"],
  },
  name: {
    id: "artifact/name-contradicts-bytes",
    title: "The name says one format, the bytes are another",
    severity: "low",
    effect: "note",
    hazard: "mismatch",
    remedy: "Rename the file after what it is; loaders that go by the name read it wrongly.",
    references: ["CWE-434"],
  },
  broken: {
    id: "artifact/not-readable-to-the-end",
    title: "The file cannot be read to the end",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: "Get a whole copy of the file; what lies behind the place given was not examined.",
    references: ["CWE-20"],
  },
  depth: {
    id: "artifact/too-deep",
    title: "Archives in archives beyond the limit",
    severity: "medium",
    effect: "incomplete",
    hazard: "resource-exhaustion",
    remedy: "Unpack the inner archives and examine them by themselves.",
    references: ["CWE-409"],
  },
  bomb: {
    id: "artifact/expands-too-far",
    title: "Far more comes out than went in",
    severity: "high",
    effect: "unsafe",
    hazard: "resource-exhaustion",
    remedy: "Refuse the file: nothing that is honestly packed grows this much.",
    references: ["CWE-409"],
  },
} as const satisfies Record<string, ArtifactRule>;

/** What a parser's fault means for the verdict. */
export const hazardOfFault: Readonly<
  Record<FaultKind, "malformed" | "resource-exhaustion" | "encrypted" | "unsupported">
> = {
  truncated: "malformed",
  malformed: "malformed",
  "too-large": "resource-exhaustion",
  encrypted: "encrypted",
  unsupported: "unsupported",
};
