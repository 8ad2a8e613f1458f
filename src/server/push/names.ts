import { serverErrors } from "../errors.ts";

/** Ids as `assess` and `scan` make them. Strict, so that no pushed name can stand for another or sort before all. */
const runId = /^(?:scan-)?\d{8}-\d{6}-[0-9a-f]{6}$/;
const blob = /^blobs\/([0-9a-f]{2})\/([0-9a-f]{64})$/;
const torn = /^torn\/[0-9a-z][0-9a-z-]{0,63}$/;

/** Top-level files of a bundle, with the most bytes each may hold. */
const files: Readonly<Record<string, number>> = {
  "bundle.json": 1024 * 1024,
  "ledger.jsonl": 4 * 1024 ** 3,
  "checkpoints.jsonl": 64 * 1024 ** 2,
  "closing.dsse.json": 4 * 1024 ** 2,
  "keys.jsonl": 256 * 1024 ** 2,
};
const blobBytes = 64 * 1024 ** 2;
const tornBytes = 64 * 1024 ** 2;

export const isRunId = (text: string): boolean => runId.test(text);
/** Whether it is the id of a scan, which may be about no system. */
export const isScanId = (text: string): boolean => isRunId(text) && text.startsWith("scan-");

/**
 * The most bytes a file of this name may hold, or `undefined` when a bundle has no file of that name.
 * Everything else is refused: names are matched whole, so no traversal, device or hidden name passes.
 */
export function bundleFileLimit(path: string): number | undefined {
  if (Object.hasOwn(files, path)) return files[path];
  const match = blob.exec(path);
  if (match !== null) return match[2]?.startsWith(match[1] ?? "-") === true ? blobBytes : undefined;
  return torn.test(path) ? tornBytes : undefined;
}

/** As `bundleFileLimit`; throws SERVER_BUNDLE_FILE_REFUSED. */
export function requireBundleFile(path: string): number {
  const limit = bundleFileLimit(path);
  if (limit === undefined)
    throw serverErrors.bundleFileRefused("A bundle has no file of this name.", { field: "path" });
  return limit;
}
