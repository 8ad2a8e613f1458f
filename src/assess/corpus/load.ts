import { join } from "node:path";
import { digestOf } from "../../formats/index.ts";
import { loadPack, packsRoot, type PackManifest } from "../../knowledge/index.ts";
import { corpusErrors } from "./errors.ts";
import {
  corpusSchema,
  intentSchema,
  techniqueSchema,
  type CorpusLayout,
  type Intent,
  type Technique,
} from "./schema.ts";
import { placeholders } from "./template/template.ts";
import { transformNamed } from "./transforms/named.ts";

/** An attack pack, read and checked: its intents, the techniques it uses, and how they become cases. */
export interface Corpus {
  readonly manifest: PackManifest;
  readonly layout: CorpusLayout;
  readonly intents: readonly Intent[];
  /** In the order of the layout. */
  readonly techniques: readonly Technique[];
  /** SHA-256 of the pack and of the techniques, hex. */
  readonly digest: string;
}

/**
 * Loads `packs/attacks/<name>` with the techniques it names.
 *
 * @throws KNOWLEDGE_* where a file does not fit its schema, CORPUS_PACK where its parts do not fit together
 */
export function loadCorpus(name: string, root: string = join(packsRoot(), "attacks")): Corpus {
  const folder = join(root, name);
  const layoutPack = loadPack(folder, corpusSchema, { files: ["corpus.yaml"] });
  const intentPack = loadPack(folder, intentSchema, { files: ["intents.yaml"] });
  const techniquePack = loadPack(join(root, "techniques"), techniqueSchema, { files: ["techniques.yaml"] });
  const [layout] = layoutPack.items;
  if (layout === undefined || layoutPack.items.length > 1)
    throw corpusErrors.pack("corpus.yaml holds exactly one entry.", { file: join(folder, "corpus.yaml") });
  const byId = new Map(techniquePack.items.map((technique) => [technique.id, technique]));
  const techniques = layout.techniques.map((id) => {
    const technique = byId.get(id);
    if (technique !== undefined) return technique;
    throw corpusErrors.pack(`There is no technique \`${id}\`.`, layoutPack.place(0, ["techniques"]));
  });
  for (const [index, technique] of techniquePack.items.entries())
    if (technique.transform !== undefined && transformNamed(technique.transform) === undefined)
      throw corpusErrors.pack(
        `There is no transform \`${technique.transform}\`.`,
        techniquePack.place(index, ["transform"]),
      );
  for (const [index, intent] of intentPack.items.entries()) {
    const unknown = namesOf(intent).find((used) => !isKnown(used, layout));
    if (unknown !== undefined)
      throw corpusErrors.pack(
        `The intent \`${intent.id}\` uses \`{{${unknown}}}\`, which nothing fills.`,
        intentPack.place(index),
      );
  }
  return {
    manifest: intentPack.manifest,
    layout,
    intents: intentPack.items,
    techniques,
    digest: digestOf([layoutPack.digest, intentPack.digest, techniquePack.digest]),
  };
}

/** Every placeholder in any text of an intent, parameters of its oracles included. */
function namesOf(value: unknown): string[] {
  if (typeof value === "string") return placeholders(value);
  if (Array.isArray(value)) return value.flatMap(namesOf);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(namesOf) : [];
}

function isKnown(used: string, layout: CorpusLayout): boolean {
  if (used === "canary.left" || used === "canary.right") return true;
  return used.startsWith("fact.") && Object.hasOwn(layout.facts, used.slice("fact.".length));
}
