import type { JsonValue } from "../../../contracts/index.ts";
import { provenanceErrors } from "../errors.ts";
import { listOf, member, memberOf, textOf } from "../json-member.ts";

/** A part as a bill of materials of others lists it. */
export interface ImportedPart {
  readonly kind: "model" | "data" | "file" | "library" | "other";
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  /** Lower-case hex. */
  readonly sha256?: string;
  readonly licences: readonly string[];
}

export interface ImportedBom {
  readonly format: "cyclonedx" | "spdx";
  readonly version: string;
  readonly parts: readonly ImportedPart[];
}

const mostParts = 200_000;
const deepest = 32;

/**
 * Reads a CycloneDX (1.2 to 1.7) or SPDX 3 document. Nothing in it is believed: it is a statement to be
 * compared with what lies on disk.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT
 */
export function importBom(json: JsonValue, file: string): ImportedBom {
  if (textOf(member(json, "bomFormat")) === "CycloneDX") {
    const parts: ImportedPart[] = [];
    const main = memberOf(memberOf(json, "metadata"), "component");
    if (main !== undefined) cycloneParts([main], parts, 0, file);
    cycloneParts(listOf(member(json, "components")), parts, 0, file);
    return { format: "cyclonedx", version: textOf(member(json, "specVersion")) ?? "", parts };
  }
  const graph = listOf(member(json, "@graph"));
  const creation = graph.find((item) => textOf(member(item, "type")) === "CreationInfo");
  const version = textOf(member(creation, "specVersion"));
  if (version?.startsWith("3.") !== true)
    throw provenanceErrors.documentUnfit("It is neither CycloneDX nor SPDX 3 in JSON.", { file });
  if (graph.length > mostParts) throw tooMany(file);
  return { format: "spdx", version, parts: spdxParts(graph) };
}

const tooMany = (file: string): Error =>
  provenanceErrors.documentUnfit(`It lists more than ${mostParts} parts.`, { file });

const cycloneKinds: Readonly<Record<string, ImportedPart["kind"]>> = {
  "machine-learning-model": "model",
  data: "data",
  file: "file",
  library: "library",
  framework: "library",
};

function cycloneParts(list: readonly JsonValue[], parts: ImportedPart[], depth: number, file: string): void {
  for (const item of list) {
    const name = textOf(member(item, "name"));
    if (name === undefined) continue;
    if (parts.length >= mostParts) throw tooMany(file);
    const sha256 = listOf(member(item, "hashes"))
      .filter((hash) => textOf(member(hash, "alg")) === "SHA-256")
      .map((hash) => textOf(member(hash, "content"))?.toLowerCase())[0];
    parts.push({
      kind: cycloneKinds[textOf(member(item, "type")) ?? ""] ?? "other",
      name,
      ...optional("version", textOf(member(item, "version"))),
      ...optional("purl", textOf(member(item, "purl"))),
      ...optional("sha256", sha256),
      licences: listOf(member(item, "licenses")).flatMap((entry) => {
        const licence = memberOf(entry, "license");
        const text =
          textOf(member(licence, "id")) ??
          textOf(member(licence, "name")) ??
          textOf(member(entry, "expression"));
        return text === undefined ? [] : [text];
      }),
    });
    if (depth < deepest) cycloneParts(listOf(member(item, "components")), parts, depth + 1, file);
  }
}

const spdxKinds: Readonly<Record<string, ImportedPart["kind"]>> = {
  ai_AIPackage: "model",
  dataset_DatasetPackage: "data",
  software_File: "file",
  software_Package: "library",
};

function spdxParts(graph: readonly JsonValue[]): ImportedPart[] {
  const byId = new Map(graph.map((item) => [textOf(member(item, "spdxId")) ?? "", item] as const));
  const licences = new Map<string, string[]>();
  for (const item of graph) {
    const relation = textOf(member(item, "relationshipType"));
    if (relation !== "hasDeclaredLicense" && relation !== "hasConcludedLicense") continue;
    const from = textOf(member(item, "from")) ?? "";
    for (const to of listOf(member(item, "to"))) {
      const text = textOf(member(byId.get(textOf(to) ?? ""), "simplelicensing_licenseExpression"));
      if (text !== undefined) licences.set(from, [...(licences.get(from) ?? []), text]);
    }
  }
  return graph.flatMap((item): ImportedPart[] => {
    const kind = spdxKinds[textOf(member(item, "type")) ?? ""];
    const name = textOf(member(item, "name"));
    if (kind === undefined || name === undefined) return [];
    const sha256 = listOf(member(item, "verifiedUsing"))
      .filter((hash) => textOf(member(hash, "algorithm")) === "sha256")
      .map((hash) => textOf(member(hash, "hashValue"))?.toLowerCase())[0];
    return [
      {
        kind,
        name,
        ...optional("version", textOf(member(item, "software_packageVersion"))),
        ...optional("purl", textOf(member(item, "software_packageUrl"))),
        ...optional("sha256", sha256),
        licences: licences.get(textOf(member(item, "spdxId")) ?? "") ?? [],
      },
    ];
  });
}

const optional = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
  // Safe: exactly the one key, and only with a value.
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: string };
