import type { BundleHeader, Entry, ImportedEvidence, Verification } from "../evidence/index.ts";
import { visibleText } from "../formats/index.ts";
import type { ExitCode } from "../errors/index.ts";

/** 0 intact, 1 altered, 3 not completely examined. */
export const exitCodeOfVerification: Readonly<Record<Verification["state"], ExitCode>> = {
  intact: 0,
  altered: 1,
  incomplete: 3,
  unreadable: 3,
};

/** What verification found, for a person. */
export function verificationText(dir: string, found: Verification): string {
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  - ${visibleText(line)}`)];
  return [
    `${found.state.toUpperCase()}  ${visibleText(dir)}  (${found.kind} ${visibleText(found.id)}, ${found.entries} entries)`,
    ...list(
      "What is wrong:",
      found.problems.map(({ entry, what }) => (entry === undefined ? what : `entry ${entry}: ${what}`)),
    ),
    ...list("Checked:", found.checked),
    ...list("Not checked:", found.notChecked),
    "",
  ].join("\n");
}

/** A bundle's header, for a person. */
export const headerText = (header: BundleHeader): string =>
  [
    `${header.kind} ${visibleText(header.id)}`,
    `created  ${visibleText(header.createdAt)}`,
    `by       ${visibleText(header.tool.name)} ${visibleText(header.tool.version)}`,
    "",
    "",
  ].join("\n");

export const entryLine = ({ seq, at, type, digest }: Entry): string =>
  `${String(seq).padStart(6)}  ${at}  ${type.padEnd(24)} ${digest.slice(0, 16)}\n`;

/** What an import brought in, for a person. */
export function importText(imported: ImportedEvidence): string {
  const lines = imported.results.map(({ name, state, n, failed, covers }) => {
    const counted = n === 0 ? "nothing judged" : `${failed} of ${n} failed`;
    const answers = covers.length === 0 ? "answers none of our tests" : `answers ${covers.join(", ")}`;
    return `  ${state.padEnd(12)} ${visibleText(name)}: ${counted}; ${answers}`;
  });
  return [
    `${visibleText(imported.tool)} ${visibleText(imported.toolVersion)}, ${imported.at}, ${imported.results.length} results`,
    ...lines,
    ...imported.notes.map((note) => `  note: ${visibleText(note)}`),
    "",
  ].join("\n");
}
