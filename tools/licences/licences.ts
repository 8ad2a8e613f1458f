/** The licences of what is bundled into a file we ship: their texts have to travel with it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Licences whose only wish is that their text comes along. */
const allowed: ReadonlySet<string> = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
]);

/** The tools whose own run-time helpers are bundled as modules that are no files, by how their ids begin. */
const makers: ReadonlyMap<string, string> = new Map([
  ["\0vite/", "vite"],
  ["\0rolldown/", "rolldown"],
]);

/**
 * The folders of the packages that these modules of a bundle come from, sorted, each once.
 *
 * @param root where `node_modules` lies
 * @example packageFolders(["/r/node_modules/react/index.js?commonjs"], "/r") // ["/r/node_modules/react"]
 */
export function packageFolders(moduleIds: Iterable<string>, root: string): string[] {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    for (const [start, name] of makers)
      if (id.startsWith(start)) folders.add(join(root, "node_modules", name));
    const path = (id.replace(/^\0/, "").split("?")[0] ?? "").replaceAll("\\", "/");
    const at = path.lastIndexOf("/node_modules/");
    if (at < 0) continue;
    const [first = "", second = ""] = path.slice(at + "/node_modules/".length).split("/");
    const name = first.startsWith("@") ? `${first}/${second}` : first;
    folders.add(`${path.slice(0, at)}/node_modules/${name}`);
  }
  return [...folders].sort();
}

/** What a style sheet takes from packages by `@import "package"`, as the specifiers are written. */
export function importedStyles(css: string): string[] {
  return [...css.matchAll(/@import\s+["']([@a-z][^"':]*)["']/g)].flatMap(([, from]) => from ?? []);
}

/**
 * One text with every package's name, version, licence and licence text, the same for the same packages.
 *
 * @throws Error that names every package without a licence text, or under a licence nobody has agreed to
 */
export function thirdPartyLicences(folders: readonly string[]): string {
  const wrong: string[] = [];
  const parts = new Map<string, string>();
  for (const folder of folders) {
    const { name, version, license } = manifestOf(folder);
    const text = licenceText(folder);
    if (license === undefined || !allowed.has(license))
      wrong.push(
        `${name} ${version}: licence ${license ?? "not named"} is not among ${[...allowed].join(", ")}`,
      );
    if (text === undefined) wrong.push(`${name} ${version}: no licence text`);
    parts.set(`${name} ${version}`, `${name} ${version} (${license})\n\n${text}\n`);
  }
  if (wrong.length > 0) throw new Error(`The bundle cannot be shipped:\n  ${wrong.join("\n  ")}`);
  const rule = `\n${"-".repeat(80)}\n\n`;
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  return ["The console contains code of these packages.\n", ...sorted].join(rule);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
}

function manifestOf(folder: string): Manifest {
  // Safe: only these three are read, and each is checked before it is used.
  const read = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Readonly<
    Record<string, unknown>
  >;
  const { name, version, license } = read;
  if (typeof name !== "string" || typeof version !== "string")
    throw new Error(`${folder}/package.json has no name or version`);
  return { name, version, license: typeof license === "string" ? license : undefined };
}

/** The licence file, and the notice where there is one (Apache-2.0 wants it passed on). */
function licenceText(folder: string): string | undefined {
  const files = readdirSync(folder).sort();
  const licence = files.filter((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file));
  const notice = files.filter((file) => /^notice(\.(md|txt))?$/i.test(file));
  const texts = [...licence, ...notice].map((file) => ownPart(readFileSync(join(folder, file), "utf8")));
  return licence.length > 0 && texts.every((text) => text !== "") ? texts.join("\n\n") : undefined;
}

/** Vite's file goes on with the licences of what Vite bundles for itself; none of that is in what it builds. */
function ownPart(text: string): string {
  const [own = ""] = text.replaceAll("\r\n", "\n").split(/^# Licenses of bundled dependencies$/m);
  return own.trim();
}
