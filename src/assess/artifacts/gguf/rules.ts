import type { GgufFault } from "../../../formats/index.ts";
import type { ArtifactRule } from "../artifact-format.ts";

const anew = "Convert the model anew from a source you trust, and compare the digests.";

export const ggufRules = {
  duplicateKey: {
    id: "gguf/duplicate-key",
    title: "A key of the metadata is there twice",
    severity: "high",
    effect: "unsafe",
    hazard: "parser-differential",
    remedy: `${anew} Readers differ in which of the two they take.`,
    references: ["CWE-436"],
  },
  duplicateName: {
    id: "gguf/duplicate-tensor",
    title: "A tensor is described twice",
    severity: "high",
    effect: "unsafe",
    hazard: "parser-differential",
    remedy: anew,
    references: ["CWE-436"],
  },
  offset: {
    id: "gguf/tensor-offset",
    title: "A tensor does not start where the one before ends",
    severity: "high",
    effect: "unsafe",
    hazard: "malformed",
    remedy: `${anew} ggml refuses such files; older readers read beyond their memory.`,
    references: ["CWE-125", "CWE-787"],
  },
  outside: {
    id: "gguf/outside",
    title: "A tensor lies outside of the file",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: "Get a whole copy of the file.",
    references: ["CWE-125"],
  },
  longName: {
    id: "gguf/long-name",
    title: "The name of a tensor is longer than readers take",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: anew,
    references: ["CWE-120"],
  },
  template: {
    id: "gguf/template-not-text",
    title: "A chat template that is no text",
    severity: "medium",
    effect: "incomplete",
    hazard: "malformed",
    remedy: anew,
    references: ["CWE-20"],
  },
} as const satisfies Record<string, ArtifactRule>;

export const ruleOfFault: Readonly<Record<GgufFault["kind"], ArtifactRule>> = {
  "duplicate-key": ggufRules.duplicateKey,
  "duplicate-name": ggufRules.duplicateName,
  offset: ggufRules.offset,
  outside: ggufRules.outside,
  "long-name": ggufRules.longName,
};
