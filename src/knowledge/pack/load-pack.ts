import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import type { BartizanError, Place } from "../../errors/index.ts";
import {
  checkShape,
  decodeText,
  digestOf,
  loadYaml,
  oneOrAll,
  readBoundedSync,
  type Path,
  type YamlDocument,
} from "../../formats/index.ts";
import { knowledgeErrors } from "../errors.ts";
import { packManifestSchema, type PackManifest } from "./manifest.ts";

const MAX_FILE_BYTES = 5_000_000;

const shapeErrors = {
  unknownKey: knowledgeErrors.unknownKey,
  missingField: knowledgeErrors.missingField,
  wrongType: knowledgeErrors.wrongType,
  badValue: knowledgeErrors.badValue,
};

export interface Pack<Item> {
  readonly manifest: PackManifest;
  /** SHA-256 over the canonical content of the manifest and of the item files read, hex. */
  readonly digest: string;
  /** In the order of the file names, then of the file. */
  readonly items: readonly Item[];
  /** Where an item, or a value inside it, stands. */
  place(item: number, path?: Path, of?: "value" | "key"): Place;
}

/**
 * Loads a pack: a directory with a strict `pack.yaml` and item files (`.yaml`, `.yml`, `.json`), each a
 * list of items of one schema. Files are named in `options.files`, or all beside the manifest are read.
 * A pack whose parts have different schemas is loaded once for each, with the files named.
 * Items that have a string `id` must differ in it. All problems are reported together.
 *
 * @throws KNOWLEDGE_PACK_MISSING, KNOWLEDGE_PACK_EMPTY, KNOWLEDGE_*, FORMATS_*
 * @example loadPack(join(packsRoot(), "threats/core"), ruleSchema).items.length // 42
 */
export function loadPack<Item>(
  directory: string,
  schema: z.ZodType<Item>,
  options: { readonly files?: readonly string[] } = {},
): Pack<Item> {
  const manifestFile = "pack.yaml";
  const names = options.files ?? itemFiles(directory, manifestFile);
  const problems: BartizanError[] = [];
  const manifestDocument = readDocument(directory, manifestFile);
  const manifest = checkShape(packManifestSchema, manifestDocument, shapeErrors);
  if (!manifest.ok) problems.push(...manifest.problems);

  const items: Item[] = [];
  const origins: { readonly document: YamlDocument; readonly index: number }[] = [];
  const content: Record<string, JsonValue> = { [manifestFile]: manifestDocument.value };
  const list = z.array(schema);
  for (const name of names) {
    const document = readDocument(directory, name);
    content[name] = document.value;
    const shape = checkShape(list, document, shapeErrors);
    if (!shape.ok) problems.push(...shape.problems);
    else
      for (const [index, item] of shape.value.entries()) {
        items.push(item);
        origins.push({ document, index });
      }
  }
  const place = (item: number, path: Path = [], of?: "value" | "key"): Place => {
    const origin = origins[item];
    return origin === undefined ? { file: directory } : origin.document.place([origin.index, ...path], of);
  };
  problems.push(...duplicates(items, place));
  if (problems.length > 0 || !manifest.ok)
    throw oneOrAll(problems, knowledgeErrors.severalProblems, { file: directory });
  if (items.length === 0)
    throw knowledgeErrors.packEmpty(`The pack ${directory} holds no items.`, { file: directory });
  return { manifest: manifest.value, digest: digestOf(content), items, place };
}

function itemFiles(directory: string, manifestFile: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(directory);
  } catch (cause) {
    throw knowledgeErrors.packMissing(`${directory} is not a pack.`, { file: directory }, { cause });
  }
  if (!entries.includes(manifestFile))
    throw knowledgeErrors.packMissing(`${directory} has no ${manifestFile}.`, { file: directory });
  // Code-unit order, not the locale's: the digest and the order of items must not depend on the machine.
  return entries.filter((name) => /\.(?:ya?ml|json)$/.test(name) && name !== manifestFile).sort();
}

function readDocument(directory: string, name: string): YamlDocument {
  const file = join(directory, name);
  // JSON is YAML 1.2, so that one reader gives the places of both.
  return loadYaml(decodeText(readBoundedSync(file, MAX_FILE_BYTES), file), { file });
}

function duplicates(items: readonly unknown[], place: Pack<unknown>["place"]): BartizanError[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const id = typeof item === "object" && item !== null && "id" in item ? item.id : undefined;
    if (typeof id !== "string") return [];
    if (seen.has(id))
      return [knowledgeErrors.duplicateItem(`The id \`${id}\` is there twice.`, place(index, ["id"]))];
    seen.add(id);
    return [];
  });
}
