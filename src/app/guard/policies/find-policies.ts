import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { readTextBounded } from "../../../formats/index.ts";
import { shippedPolicies } from "../../../guard/index.ts";

export interface PolicyFile {
  /** Relative to the workspace, or the name of a shipped policy. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly shipped: boolean;
}

const mostFiles = 100;
const longest = 2_000_000;
const mark = /^schemaVersion:[ \t]*["']?bartizan\.policy\//m;

/**
 * The policies of a workspace: YAML files in its folder and in `policies/` beside it that say
 * `schemaVersion: bartizan.policy/…`, then those that ship with the program. Files that cannot be read are
 * passed over; no link is followed out of the folder, since only names listed there are opened.
 */
export async function findPolicies(folder: string): Promise<readonly PolicyFile[]> {
  const own: PolicyFile[] = [];
  for (const dir of [folder, join(folder, "policies")]) {
    const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
    const names = entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
    for (const name of names) {
      if (own.length === mostFiles) break;
      const path = join(dir, name);
      const text = await readTextBounded(path, longest).catch(() => undefined);
      if (text !== undefined && mark.test(text))
        own.push({ name: relative(folder, path), path, text, shipped: false });
    }
  }
  const shipped = await Promise.all(
    Object.entries(shippedPolicies()).map(async ([name, path]) => ({
      name,
      path,
      text: await readTextBounded(path, longest),
      shipped: true,
    })),
  );
  return [...own, ...shipped];
}
