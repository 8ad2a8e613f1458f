import { stringOf, type CodeFile, type CodeRule, type Placed } from "../contract/index.ts";
import { commandLines, type CommandLine } from "./command-lines.ts";

/** What is the same for packages that can be exchanged between two installations. */
export const takesPackages = {
  severity: "medium",
  effect: "review",
  confidence: "high",
  cwe: ["CWE-494", "CWE-1104"],
  atlas: ["AML.T0010.001", "AML.T0011.001"],
  owasp: ["LLM03:2025", "ML06:2023"],
} as const satisfies Partial<CodeRule>;

/** An installation of Python packages, on a command line or as lines of a file of requirements. */
export interface Installation extends Placed {
  /** What is installed: `torch==2.6.0`, `git+https://…`; options and their values are not among them. */
  readonly packages: readonly string[];
  /** Options with their values, as written: `--extra-index-url`, `https://…`. */
  readonly words: readonly string[];
  readonly line?: CommandLine;
}

const withValue =
  /^(?:-r|-c|-t|-i|-f|--requirement|--constraint|--target|--index-url|--extra-index-url|--find-links|--trusted-host|--index|--default-index|--python|--prefix|--root|--cache-dir|--platform|--python-version)$/;

function packagesOf(words: readonly string[]): string[] {
  const packages: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? "";
    if (withValue.test(word)) i += 1;
    else if (!word.startsWith("-")) packages.push(word);
    else if (word === "-e" || word === "--editable") continue;
  }
  return packages;
}

function installOf(line: CommandLine): Installation | undefined {
  const words = /^pip(?:3(?:\.\d+)?)?$/.test(line.program)
    ? line.args
    : line.program === "uv" && line.args[0] === "pip"
      ? line.args.slice(1)
      : undefined;
  if (words === undefined) return undefined;
  const start = words.indexOf("install");
  if (start < 0 || words.slice(0, start).some((word) => !word.startsWith("-"))) return undefined;
  const rest = words.slice(start + 1);
  return { at: line.at, packages: packagesOf(rest), words: rest, line };
}

const isRequirements = (file: CodeFile): boolean =>
  /^(?:requirements|constraints)[\w.-]*\.txt$/.test(file.name);

/** All installations of a file: what runs `pip install`, and the lines of `requirements.txt`. */
export function installationsOf(file: CodeFile): readonly Installation[] {
  const found = commandLines(file).flatMap((line) => installOf(line) ?? []);
  for (const call of file.callsTo("pip.main", "pip._internal.main", "pip._internal.cli.main.main")) {
    const given = call.args[0]?.value;
    const words = given?.kind === "list" ? given.items.map((item) => stringOf(item) ?? "{}") : [];
    if (words[0] === "install")
      found.push({ at: call.at, packages: packagesOf(words.slice(1)), words: words.slice(1) });
  }
  if (!isRequirements(file)) return found;
  let start = 0;
  for (const line of file.text.split("\n", 5000)) {
    const words = line.trim().slice(0, 1000).split(/\s+/);
    const comment = words.findIndex((word) => word.startsWith("#"));
    const used = comment < 0 ? words : words.slice(0, comment);
    if (used.length > 0 && used[0] !== "")
      found.push({ at: { start, end: start + line.length }, packages: packagesOf(used), words: used });
    start += line.length + 1;
  }
  return found;
}
