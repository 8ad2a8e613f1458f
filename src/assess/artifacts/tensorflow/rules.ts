import type { ArtifactRule } from "../artifact-format.ts";

export const tensorflowRules = {
  python: {
    id: "tensorflow/python-operator",
    title: "An operator that calls into Python",
    severity: "critical",
    effect: "unsafe",
    hazard: "graph-python",
    remedy: "Refuse the model, or have it exported without functions of Python in it.",
    references: ["CWE-94", "AML.T0011"],
  },
  io: {
    id: "tensorflow/file-operator",
    title: "An operator that reads or writes files, or reaches the network",
    severity: "critical",
    effect: "unsafe",
    hazard: "graph-io",
    remedy: "Refuse the model: a served model has no need of it.",
    references: ["CWE-73", "AML.T0011"],
  },
  reader: {
    id: "tensorflow/reading-operator",
    title: "An operator that reads files",
    severity: "medium",
    effect: "review",
    hazard: "graph-io",
    remedy: "Find out which files it reads; have the model exported without the reading of training data.",
    references: ["CWE-73"],
  },
  path: {
    id: "tensorflow/outside-path",
    title: "A file outside of the model is named in the graph",
    severity: "high",
    effect: "unsafe",
    hazard: "path-escape",
    remedy: "Refuse the model: files that it needs lie in its folder of assets.",
    references: ["CWE-22", "CWE-73"],
  },
  operator: {
    id: "tensorflow/custom-operator",
    title: "Operators that only a library of somebody's own can run",
    severity: "medium",
    effect: "review",
    hazard: "custom-operator",
    remedy: "Find out which library brings the operator, and load no library that came with the model.",
    references: ["CWE-829", "AML.T0011"],
  },
} as const satisfies Record<string, ArtifactRule>;
