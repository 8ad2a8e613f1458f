import type { ArtifactRule } from "../artifact-format.ts";

export const kerasRules = {
  lambda: {
    id: "keras-config/lambda",
    title: "A layer that carries compiled Python code",
    severity: "critical",
    effect: "unsafe",
    hazard: "keras-lambda",
    remedy:
      "Refuse the model, or have it saved again with the layer replaced by one of Keras or by a registered class.",
    references: ["CWE-502", "CVE-2024-3660", "CVE-2025-9905", "AML.T0011"],
  },
  import: {
    id: "keras-config/import",
    title: "The configuration names something outside of Keras",
    severity: "critical",
    effect: "unsafe",
    hazard: "keras-import",
    remedy: "Refuse the model: Keras imports the module and calls what is named.",
    references: ["CWE-470", "CVE-2025-1550", "CVE-2025-8747", "CVE-2025-9906", "CVE-2025-49655"],
  },
  custom: {
    id: "keras-config/custom-object",
    title: "The model needs a class that is not of Keras",
    severity: "medium",
    effect: "review",
    hazard: "keras-import",
    remedy: "Look at the code of the class, and load the model only with a class that you have looked at.",
    references: ["CWE-829"],
  },
  path: {
    id: "keras-config/outside-path",
    title: "A layer reads a file or an address that the configuration names",
    severity: "high",
    effect: "unsafe",
    hazard: "path-escape",
    remedy: "Refuse the model; vocabularies and saved models belong into it.",
    references: ["CWE-73", "CWE-918", "CVE-2025-12058"],
  },
  duplicate: {
    id: "keras-config/duplicate-member",
    title: "A member of the configuration is there twice",
    severity: "medium",
    effect: "review",
    hazard: "parser-differential",
    remedy: "Have the model saved again: Keras writes each name once.",
    references: ["CWE-436"],
  },
} as const satisfies Record<string, ArtifactRule>;
