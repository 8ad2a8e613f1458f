import type { ArtifactRule } from "../artifact-format.ts";

export const xmlRules = {
  entity: {
    id: "xml/entity",
    title: "The document defines entities, or takes its definition from elsewhere",
    severity: "high",
    effect: "unsafe",
    hazard: "path-escape",
    remedy:
      "Refuse the file, or read it with a parser that has document types switched off. Models need none.",
    references: ["CWE-611", "CWE-776"],
  },
  include: {
    id: "xml/include",
    title: "The document includes another file or a style sheet",
    severity: "high",
    effect: "unsafe",
    hazard: "path-escape",
    remedy: "Refuse the file: models are one document.",
    references: ["CWE-611", "CWE-98"],
  },
  script: {
    id: "xml/code",
    title: "The document holds code",
    severity: "medium",
    effect: "review",
    hazard: "mismatch",
    remedy: "Find out who reads it; take out what the model does not need.",
    references: ["CWE-94"],
  },
  layer: {
    id: "xml/custom-layer",
    title: "Layers that only an extension of somebody's own can run",
    severity: "medium",
    effect: "review",
    hazard: "custom-operator",
    remedy: "Find out which extension brings the layer, and load no library that came with the model.",
    references: ["CWE-829"],
  },
  weights: {
    id: "xml/weights",
    title: "The weights that the model names are not there",
    severity: "medium",
    effect: "incomplete",
    hazard: "external-data",
    remedy: "Put the `.bin` file beside the model and examine both.",
    references: ["CWE-345", "CWE-125"],
  },
} as const satisfies Record<string, ArtifactRule>;
