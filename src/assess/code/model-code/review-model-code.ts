import type { ScanFinding } from "../../../contracts/index.ts";
import { items } from "../items.generated.ts";
import { importNames } from "../review/import-names.ts";
import type { ReviewedFile } from "../review/memory-files.ts";
import { memoryFiles } from "../review/memory-files.ts";
import { ModuleResolver } from "../review/resolve-module.ts";
import { reviewWith } from "../review/review-with.ts";
import { modelCodeRule } from "./rule.ts";

/** Files that one configuration may have imported, one through the other. */
const mostFiles = 200;

/**
 * What harm is done by code that a model brings and that is imported for it: of the files named and of those they
 * import, one through the other, as far as they are given. Nothing of it is run.
 *
 * @param entries paths of files that a configuration names
 * @returns findings whose effect is `unsafe`
 */
export async function reviewModelCode(
  entries: readonly string[],
  files: ReadonlyMap<string, ReviewedFile>,
  signal?: AbortSignal,
): Promise<readonly ScanFinding[]> {
  const modules = new ModuleResolver(files.keys());
  const read = new Map<string, Uint8Array>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined && read.size < mostFiles; path = waiting.pop()) {
    const file = files.get(path);
    if (file === undefined || read.has(path)) continue;
    signal?.throwIfAborted();
    // What cannot be read the review of code tells of; it makes that file incomplete.
    const bytes = await file.read().catch(() => undefined);
    if (bytes === undefined) continue;
    read.set(path, bytes);
    for (const name of importNames(Buffer.from(bytes).toString("utf8"), "python")) {
      const next = modules.resolve(name, path, "python");
      if (next !== undefined) waiting.push(next);
    }
  }
  const report = await reviewWith(memoryFiles([...read].map(([path, bytes]) => ({ path, bytes }))), {
    rules: [...items, modelCodeRule],
    ...(signal === undefined ? {} : { signal }),
  });
  return report.findings.filter(({ effect }) => effect === "unsafe");
}
