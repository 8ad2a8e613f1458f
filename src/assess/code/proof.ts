import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import type { CodeRule } from "./contract/index.ts";
import { memoryFiles } from "./review/memory-files.ts";
import { reviewWith } from "./review/review-with.ts";

const posix = (path: string): string => path.split(sep).join("/");

/**
 * What is wrong with a rule: it must fire on exactly the lines of its fixtures that are marked, and on none
 * of the silent ones. Both kinds must be there.
 */
export async function prove(item: unknown, folder: string): Promise<string[]> {
  const rule = item as CodeRule;
  const wrong: string[] = statements(rule, folder);
  const fixtures = join(folder, "fixtures");
  const names = existsSync(fixtures) ? globSync("*", { cwd: fixtures, exclude: ["*.fires"] }).sort() : [];
  for (const kind of ["firing", "silent"])
    if (!names.some((name) => name.startsWith(kind))) wrong.push(`there is no fixture \`${kind}…\``);
  for (const name of names) {
    if (name.endsWith(".fires")) continue;
    const files = filesOf(join(fixtures, name));
    const expected = files.flatMap((file) => file.marks.map((line) => `${file.path}:${line}`)).sort();
    if (name.startsWith("firing") && expected.length === 0)
      wrong.push(`${name} marks no line with \`fires\``);
    if (name.startsWith("silent") && expected.length > 0)
      wrong.push(`${name} marks lines, but is to be silent`);
    const report = await reviewWith(memoryFiles(files), { rules: [rule] });
    const found = report.findings.map(({ place }) => `${place.path}:${place.line ?? 0}`);
    const fired = [...new Set(found)].sort();
    const missing = expected.filter((place) => !fired.includes(place));
    const surplus = fired.filter((place) => !expected.includes(place));
    if (missing.length > 0) wrong.push(`${name}: does not fire on ${missing.join(", ")}`);
    if (surplus.length > 0) wrong.push(`${name}: fires on ${surplus.join(", ")}`);
    for (const { path, why } of report.incomplete) wrong.push(`${name}: ${path} could not be read: ${why}`);
  }
  return wrong;
}

function statements(rule: CodeRule, folder: string): string[] {
  const wrong: string[] = [];
  if (basename(folder) !== rule.id) wrong.push(`its id is \`${rule.id}\`, its folder ${basename(folder)}`);
  if (rule.check === undefined && rule.flow === undefined) wrong.push("it has neither `check` nor `flow`");
  if (rule.languages.length === 0) wrong.push("it concerns no language");
  if (rule.title.endsWith(".")) wrong.push("its title ends with a full stop");
  if (!rule.cwe.every((id) => /^CWE-\d+$/.test(id))) wrong.push("a CWE is not like `CWE-502`");
  if (!rule.atlas.every((id) => /^AML\.T\d{4}(?:\.\d{3})?$/.test(id)))
    wrong.push("an ATLAS id is not like `AML.T0010`");
  if (!rule.owasp.every((id) => /^(?:LLM|ML|ASI|A|API|MCP)\d{1,2}:20\d\d$/.test(id)))
    wrong.push("an OWASP id is not like `LLM05:2025`");
  if (rule.owasp.length === 0 || rule.cwe.length === 0) wrong.push("it names no CWE or no OWASP id");
  return wrong;
}

interface Fixture {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly marks: readonly number[];
}

const mark = /(?:#|\/\/|--|<!--|\{#)\s*fires\b/;

function filesOf(path: string): Fixture[] {
  const one = (file: string, as: string): Fixture => {
    const bytes = readFileSync(file);
    const lines = existsSync(`${file}.fires`)
      ? readFileSync(`${file}.fires`, "utf8").split(/\s+/).filter(Boolean).map(Number)
      : bytes
          .toString("utf8")
          .split("\n")
          .flatMap((line, i) => (mark.test(line) ? [i + 1] : []));
    return { path: as, bytes, marks: lines };
  };
  if (!statSync(path).isDirectory()) return [one(path, basename(path))];
  return globSync("**/*", { cwd: path, dot: true } as { cwd: string })
    .concat(globSync("**/.*", { cwd: path }), globSync("**/.*/**/*", { cwd: path }))
    .filter((file, i, all) => all.indexOf(file) === i && !file.endsWith(".fires"))
    .filter((file) => statSync(join(path, file)).isFile())
    .map((file) => one(join(path, file), posix(relative(path, join(path, file)))));
}
