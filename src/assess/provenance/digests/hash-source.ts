import type { ByteSource } from "../../../formats/index.ts";
import { hasherOf, type HashType } from "./hash-type.ts";

const piece = 4 * 1024 * 1024;

/** The digest of the bytes from `start` to before `end`, lower-case hex, in constant memory. */
export async function hashSource(
  source: ByteSource,
  type: HashType,
  options: { readonly start?: number; readonly end?: number; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const { start = 0, end = source.size, signal } = options;
  const hash = hasherOf(type);
  for (let at = start; at < end; at += piece) {
    signal?.throwIfAborted();
    hash.update(await source.read(at, Math.min(piece, end - at)));
  }
  return hash.digest();
}
