import type { SafetensorsFault } from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";

const anew =
  "Write the file anew with the safetensors library from a source you trust, and compare the digests.";

export const safetensorsRules = {
  duplicate: {
    id: "safetensors/duplicate-name",
    title: "A name is twice in the header",
    severity: "high",
    effect: "unsafe",
    hazard: "parser-differential",
    remedy: `${anew} Readers differ in which of the two they take.`,
    references: ["CWE-436"],
  },
  hole: {
    id: "safetensors/hidden-bytes",
    title: "Bytes between or behind the tensors that no tensor has",
    severity: "high",
    effect: "unsafe",
    hazard: "unexplained-bytes",
    remedy: `${anew} The format forbids such bytes, so that nothing can hide in them.`,
    references: ["CWE-506"],
  },
  size: {
    id: "safetensors/size-differs",
    title: "A tensor has more or fewer bytes than its shape and type say",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: anew,
    references: ["CWE-131"],
  },
  outside: {
    id: "safetensors/outside",
    title: "A tensor lies outside of the file",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: `Get a whole copy of the file. ${anew}`,
    references: ["CWE-125"],
  },
  entry: {
    id: "safetensors/bad-entry",
    title: "An entry of the header breaks the rules of the format",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: anew,
    references: ["CWE-20"],
  },
  field: {
    id: "safetensors/unknown-field",
    title: "An entry of the header has fields that the format does not have",
    severity: "low",
    effect: "note",
    remedy: anew,
    references: [],
  },
} as const satisfies Record<string, ArtifactRule>;

export const ruleOfFault: Readonly<Record<SafetensorsFault["kind"], ArtifactRule>> = {
  "duplicate-name": safetensorsRules.duplicate,
  "bad-entry": safetensorsRules.entry,
  "unknown-dtype": safetensorsRules.entry,
  "size-differs": safetensorsRules.size,
  outside: safetensorsRules.outside,
  metadata: safetensorsRules.entry,
  "unknown-field": safetensorsRules.field,
};
