import { gunzip, readGzipHeader, visibleText } from "../../../formats/index.ts";
import { leavesFolder } from "../archive-paths.ts";
import type { ArtifactRule } from "../artifact-format.ts";
import { compressedFormat } from "../compressed/compressed-format.ts";

const headerName: ArtifactRule = {
  id: "gzip/header-name",
  title: "The name in the header leads out of the folder",
  severity: "medium",
  effect: "review",
  hazard: "path-escape",
  remedy: "Unpack to a name of your own (`gzip -c`), not to the one in the header.",
  references: ["CWE-22"],
};

const begins = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

export const format = compressedFormat({
  id: "gzip",
  title: "gzip",
  about: "Anything packed by gzip, by joblib and pandas among others.",
  extensions: [".gz", ".tgz"],
  rules: [headerName],
  recognise: ({ head }) => (begins(head) ? "certain" : undefined),
  begins,
  unpack: gunzip,
  padding: "zeros",
  async judge(source, start, examination) {
    const { name } = await readGzipHeader(source, start);
    if (name === undefined || !leavesFolder(name)) examination.passed(headerName);
    else
      examination.found(headerName, {
        description: `It is called \`${visibleText(name).slice(0, 120)}\`.`,
        place: { bytes: [start, start + 10] },
      });
  },
});
