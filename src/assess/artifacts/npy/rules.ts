import type { ArtifactRule } from "../artifact-format.ts";

export const npyRules = {
  objects: {
    id: "npy/object-array",
    title: "An array of Python objects",
    severity: "low",
    effect: "note",
    hazard: "object-array",
    remedy: "Save numbers as numbers; load with `allow_pickle=False`, the default since numpy 1.16.3.",
    references: ["CWE-502", "CVE-2019-6446"],
  },
} as const satisfies Record<string, ArtifactRule>;
