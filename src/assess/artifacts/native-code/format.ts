import { executableKind, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { examineText } from "../text/format.ts";

const binary: ArtifactRule = {
  id: "native-code/executable",
  title: "An executable or a native library",
  severity: "high",
  effect: "unsafe",
  hazard: "native-code",
  remedy:
    "Keep native code out of a model's files; get libraries from a package registry, pinned and signed.",
  references: ["CWE-829", "CWE-506", "AML.T0010.003"],
};
const script: ArtifactRule = {
  id: "native-code/script",
  title: "A script that a system runs when it is opened",
  severity: "low",
  effect: "note",
  hazard: "native-code",
  remedy: "Read the script before it is run; loading the model does not run it.",
  references: ["CWE-829"],
};

/**
 * What an operating system runs or loads. A binary cannot be looked into here, so it has no business among the
 * files of a model; a script is text, and the review of code looks at it.
 */
export const format: ArtifactFormat = {
  id: "native-code",
  title: "native code",
  about: "ELF, PE and Mach-O executables and libraries, and scripts that begin with #!.",
  extensions: [".so", ".dll", ".dylib", ".exe", ".pyd", ".elf"],
  rules: [binary, script],
  recognise({ head, source }) {
    const kind = executableKind(head, source);
    if (kind === undefined || kind === "llamafile") return undefined;
    return kind === "script" ? "likely" : "certain";
  },
  async examine(source: ByteSource, examination: Examination) {
    const head = await source.read(0, 64 * 1024);
    const kind = executableKind(head, source) ?? "ELF";
    examination.fact("executable", kind);
    if (kind === "script") {
      await examineText(source, examination);
      const line = Buffer.from(head.subarray(0, 100)).toString("latin1").split("\n")[0] ?? "";
      examination.found(script, {
        description: `It begins with \`${visibleText(line)}\`.`,
        place: { line: 1 },
      });
      return;
    }
    examination.claim(0, source.size, `${kind} executable`);
    examination.found(binary, { description: `The bytes are those of ${article(kind)} ${kind} file.` });
  },
};

const article = (kind: string): string => (kind === "ELF" ? "an" : "a");
