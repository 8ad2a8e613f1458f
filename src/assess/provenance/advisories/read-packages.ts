import { parseJson } from "../../../formats/index.ts";
import { importBom } from "../bom/import-bom.ts";
import { member, textOf } from "../json-member.ts";
import type { UsedPackage } from "./osv.ts";

/**
 * The packages that a file pins: `requirements.txt`, `poetry.lock`, `uv.lock`, `package-lock.json`, or a
 * CycloneDX or SPDX 3 document. A requirement without `==` has no version.
 *
 * @throws FORMATS_*, PROVENANCE_DOCUMENT_UNFIT
 */
export function readPackages(text: string, file: string): UsedPackage[] {
  const name = file.split("/").at(-1) ?? file;
  if (name.endsWith(".lock")) return lockPackages(text, file);
  if (!name.endsWith(".json")) return requirements(text, file);
  const json = parseJson(text, { file, limits: { maxLength: 64_000_000, maxDepth: 100 } });
  if (member(json, "lockfileVersion") !== undefined) {
    const packages = member(json, "packages");
    return Object.entries(typeof packages === "object" && packages !== null ? packages : {}).flatMap(
      ([path, entry]): UsedPackage[] => {
        const at = path.lastIndexOf("node_modules/");
        const version = textOf(member(entry, "version"));
        if (at < 0 || version === undefined) return [];
        return [{ ecosystem: "npm", name: path.slice(at + "node_modules/".length), version, file }];
      },
    );
  }
  return importBom(json, file).parts.flatMap(({ purl, version }) => {
    const used = purl === undefined ? undefined : ofPurl(purl, version, file);
    return used === undefined ? [] : [used];
  });
}

/** `pkg:pypi/torch@2.1.0`, `pkg:npm/%40scope/name@1.0.0` (package-url specification). */
function ofPurl(purl: string, version: string | undefined, file: string): UsedPackage | undefined {
  const kind = purl.startsWith("pkg:pypi/") ? "PyPI" : purl.startsWith("pkg:npm/") ? "npm" : undefined;
  if (kind === undefined) return undefined;
  const rest = (purl.slice(purl.indexOf("/") + 1).split(/[?#]/)[0] ?? "").replace("%40", "@");
  const at = rest.lastIndexOf("@");
  const found = at > 0 ? rest.slice(at + 1) : version;
  return {
    ecosystem: kind,
    name: at > 0 ? rest.slice(0, at) : rest,
    file,
    ...(found === undefined ? {} : { version: found }),
  };
}

/** Names and pins of pip's requirements. Options, addresses and paths are no packages of an index. */
function requirements(text: string, file: string): UsedPackage[] {
  return text.split("\n").flatMap((raw, i): UsedPackage[] => {
    const line = (raw.split(/[#;]/)[0] ?? "").trim();
    const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(line.slice(0, 200))?.[0];
    if (name === undefined) return [];
    let rest = line.slice(name.length).trim();
    if (rest.startsWith("[")) rest = rest.slice(rest.indexOf("]") + 1).trim();
    if (rest !== "" && !"=<>!~(".includes(rest[0] ?? "")) return [];
    const pin = rest.startsWith("==")
      ? rest
          .replace(/^={2,3}/, "")
          .split(/[\s,\\]/)
          .find((part) => part !== "")
      : undefined;
    // `==2.*` allows many versions.
    const version = pin === undefined || pin.includes("*") || rest.includes(",") ? undefined : pin;
    return [{ ecosystem: "PyPI", name, file, line: i + 1, ...(version === undefined ? {} : { version }) }];
  });
}

/** Tables `[[package]]` of a TOML lock file: only their `name` and `version`, which stand on lines of their own. */
function lockPackages(text: string, file: string): UsedPackage[] {
  const found: UsedPackage[] = [];
  let current: { name?: string; version?: string; line: number } | undefined;
  const close = (): void => {
    if (current?.name !== undefined)
      found.push({
        ecosystem: "PyPI",
        name: current.name,
        file,
        line: current.line,
        ...(current.version === undefined ? {} : { version: current.version }),
      });
    current = undefined;
  };
  text.split("\n").forEach((raw, i) => {
    const line = raw.trim();
    if (line.startsWith("[")) {
      close();
      if (line === "[[package]]") current = { line: i + 1 };
    } else if (current !== undefined) {
      if (line.startsWith("name = ")) current.name = unquoted(line.slice(7));
      else if (line.startsWith("version = ")) current.version = unquoted(line.slice(10));
    }
  });
  close();
  return found;
}

const unquoted = (text: string): string => text.trim().replaceAll(/^["']|["']$/g, "");
