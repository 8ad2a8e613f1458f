import { isZipAtEnd, looksLikeLlamafile, partOf, readZip, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";

const executable: ArtifactRule = {
  id: "llamafile/executable",
  title: "A model with the program that runs it",
  severity: "medium",
  effect: "review",
  hazard: "native-code",
  remedy:
    "Take the .gguf out of it and run it with a llama.cpp of your own, or verify who built the program.",
  references: ["CWE-829", "AML.T0010.003"],
};

/**
 * A llamafile: an executable for several systems with a zip archive behind it that holds the weights. The archive
 * is examined; of the program can only be said that it is there.
 */
export const format: ArtifactFormat = {
  id: "llamafile",
  title: "llamafile",
  about:
    "An executable for several systems (Actually Portable Executable) with a model in a zip archive behind it.",
  extensions: [".llamafile"],
  rules: [executable],
  recognise: ({ head }) => (looksLikeLlamafile(head) ? "certain" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    const isModel = await examineArchive(source, examination);
    examination.found(executable, {
      description: isModel
        ? "It is a program, and carries a GGUF model."
        : "It is a program for several systems, and carries no GGUF model.",
      // Without a model in it, it is a program and nothing else.
      ...(isModel ? {} : { effect: "unsafe" as const, severity: "high" as const }),
    });
  },
};

async function examineArchive(source: ByteSource, examination: Examination): Promise<boolean> {
  if (!(await isZipAtEnd(source))) {
    examination.claim(0, source.size, "program");
    return false;
  }
  const { directories } = await readZip(source, { entries: examination.limits.members });
  let first = source.size;
  for (const { start, entries } of directories)
    for (const at of [start, ...entries.map(({ localStart }) => localStart)]) first = Math.min(first, at);
  examination.claim(0, first, "program");
  examination.claim(first, source.size, "zip archive");
  // Its offsets count from the start of the program, which zip readers allow for.
  const archive = partOf(source, first, source.size);
  const { members } = await examination.member("archive.zip", archive, { as: "zip" });
  return members.some(({ format: id }) => id === "gguf");
}
