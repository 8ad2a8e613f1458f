import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  matchAdvisories,
  provenanceErrors,
  readPackages,
  type AdvisoryMatch,
} from "../../assess/provenance/index.ts";
import type { JsonValue } from "../../contracts/index.ts";
import { formatsErrors, parseJson, readBounded, readTextBounded } from "../../formats/index.ts";

export interface AdvisoryReport {
  readonly schemaVersion: "bartizan.advisories/v1";
  readonly packages: number;
  readonly advisories: number;
  readonly matches: readonly AdvisoryMatch[];
}

const largest = 256 * 1024 * 1024;
const mostFiles = 500_000;

/**
 * Matches what requirements, lock files or bills of materials pin with advisories on disk: a file in OSV's
 * JSON, a list of them, or a folder of such files. Nothing is fetched.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT, FORMATS_*
 */
export async function matchAdvisoryFiles(
  files: readonly string[],
  advisories: string,
): Promise<AdvisoryReport> {
  const packages = (
    await Promise.all(files.map(async (file) => readPackages(await readTextBounded(file, largest), file)))
  ).flat();
  const info = await stat(advisories).catch((cause: unknown) => {
    throw formatsErrors.notFound(
      `${advisories} does not exist or cannot be read.`,
      { file: advisories },
      { cause },
    );
  });
  const sources = info.isDirectory()
    ? (await readdir(advisories, { recursive: true }))
        .filter((name) => name.endsWith(".json"))
        .slice(0, mostFiles)
        .sort()
        .map((name) => join(advisories, name))
    : [advisories];
  let count = 0;
  const matches: AdvisoryMatch[] = [];
  for (const file of sources) {
    const json: JsonValue = parseJson(await readBounded(file, largest), {
      file,
      limits: { maxLength: largest },
    });
    count += Array.isArray(json) ? json.length : 1;
    matches.push(...matchAdvisories(packages, json));
  }
  if (count === 0) throw provenanceErrors.documentUnfit("There is no advisory in it.", { file: advisories });
  return { schemaVersion: "bartizan.advisories/v1", packages: packages.length, advisories: count, matches };
}
