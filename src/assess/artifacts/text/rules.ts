import type { ArtifactRule } from "../artifact-format.ts";

export const textRules = {
  direction: {
    id: "text/direction-override",
    title: "Characters that change the order in which text is shown",
    severity: "medium",
    effect: "review",
    hazard: "mismatch",
    remedy: "Show the file with its hidden characters and take them out; what is read is not what is there.",
    references: ["CWE-1007", "CVE-2021-42574"],
  },
  tag: {
    id: "text/tag-characters",
    title: "Text written in characters that nobody sees",
    severity: "high",
    effect: "unsafe",
    hazard: "template-instructions",
    remedy: "Take the tag characters (U+E0000 to U+E007F) out: a model reads what a person cannot.",
    references: ["CWE-1007", "AML.T0051"],
  },
  terminal: {
    id: "text/terminal-escape",
    title: "Escape sequences for terminals",
    severity: "medium",
    effect: "review",
    hazard: "mismatch",
    remedy: "Take the escape characters out, or look at the file only with a program that shows them.",
    references: ["CWE-150"],
  },
  control: {
    id: "text/control-characters",
    title: "Control characters in text",
    severity: "low",
    effect: "note",
    remedy: "Take them out where nothing needs them.",
    references: ["CWE-150"],
  },
  yamlTag: {
    id: "text/yaml-python-object",
    title: "YAML that makes Python objects when it is loaded",
    severity: "critical",
    effect: "unsafe",
    hazard: "remote-code",
    remedy: "Refuse the file. Load YAML with `yaml.safe_load`, which does not know these tags.",
    references: ["CWE-502", "CVE-2020-14343"],
  },
} as const satisfies Record<string, ArtifactRule>;
