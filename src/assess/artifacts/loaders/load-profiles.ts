import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkShape, decodeText, loadYaml, oneOrAll, readBoundedSync } from "../../../formats/index.ts";
import type { BartizanError } from "../../../errors/index.ts";
import { knowledgeErrors } from "../../../knowledge/index.ts";
import { loaderProfileSchema, type LoaderProfile } from "./loader-profile.ts";

const largestFile = 1_000_000;

/**
 * The loader profiles of a folder (`packs/loaders`): every `.yaml` in it but `pack.yaml` holds one profile or
 * a list of them. In the order of their ids. A folder that is not there has none.
 *
 * @throws KNOWLEDGE_*, FORMATS_*: all problems together
 */
export function loadLoaderProfiles(folder: string): readonly LoaderProfile[] {
  const problems: BartizanError[] = [];
  const profiles = new Map<string, LoaderProfile>();
  for (const name of yamlFiles(folder)) {
    const file = join(folder, name);
    const document = loadYaml(decodeText(readBoundedSync(file, largestFile), file), { file });
    const schema = Array.isArray(document.value)
      ? z.array(loaderProfileSchema)
      : loaderProfileSchema.transform((one) => [one]);
    const shape = checkShape(schema, document, knowledgeErrors);
    if (!shape.ok) problems.push(...shape.problems);
    else
      for (const profile of shape.value)
        if (profiles.has(profile.id))
          problems.push(
            knowledgeErrors.duplicateItem(`The loader \`${profile.id}\` is there twice.`, { file }),
          );
        else profiles.set(profile.id, profile);
  }
  if (problems.length > 0) throw oneOrAll(problems, knowledgeErrors.severalProblems, { file: folder });
  return [...profiles.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".yaml") && name !== "pack.yaml")
      .sort();
  } catch {
    return [];
  }
}
