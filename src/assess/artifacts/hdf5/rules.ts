import type { ArtifactRule } from "../artifact-format.ts";

export const hdf5Rules = {
  external: {
    id: "hdf5/external-file",
    title: "Data or links that lie in another file",
    severity: "medium",
    effect: "review",
    hazard: "external-data",
    remedy: "Have the file written with all of its data inside.",
    references: ["CWE-73"],
  },
  escape: {
    id: "hdf5/outside-path",
    title: "Data or links that lead out of the folder",
    severity: "high",
    effect: "unsafe",
    hazard: "path-escape",
    remedy: "Refuse the file: whoever reads it reads a file of the author's choice.",
    references: ["CWE-22", "CWE-73"],
  },
  filter: {
    id: "hdf5/unknown-filter",
    title: "A filter that only a library of somebody's own can undo",
    severity: "medium",
    effect: "review",
    hazard: "custom-operator",
    remedy: "Have the file written with the filters of HDF5; load no plug-in that came with it.",
    references: ["CWE-829"],
  },
  virtual: {
    id: "hdf5/virtual-dataset",
    title: "A dataset put together from other files",
    severity: "medium",
    effect: "review",
    hazard: "external-data",
    remedy: "Have the file written with all of its data inside.",
    references: ["CWE-73"],
  },
  script: {
    id: "hdf5/code-in-attribute",
    title: "An attribute that holds code",
    severity: "medium",
    effect: "review",
    hazard: "mismatch",
    remedy: "Take it out. Some programs evaluate attributes of a file, or show them as HTML.",
    references: ["CWE-94"],
  },
} as const satisfies Record<string, ArtifactRule>;
