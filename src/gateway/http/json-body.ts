import { isUtf8 } from "node:buffer";
import type { JsonValue } from "../../contracts/index.ts";
import { deeperThan } from "./depth.ts";

export type ParsedBody =
  | { readonly ok: true; readonly value: JsonValue | undefined }
  | { readonly ok: false; readonly why: string };

/**
 * A body as JSON; undefined for an empty one. What is forwarded is always written anew from this value, so
 * that nobody behind us can read the same bytes in another way (a member named twice, for one).
 */
export function jsonBody(bytes: Buffer, maxDepth: number): ParsedBody {
  if (bytes.length === 0) return { ok: true, value: undefined };
  if (!isUtf8(bytes)) return { ok: false, why: "is not UTF-8" };
  if (deeperThan(bytes, maxDepth)) return { ok: false, why: `is nested deeper than ${maxDepth} levels` };
  try {
    // Safe: JSON.parse gives JSON.
    return { ok: true, value: JSON.parse(bytes.toString()) as JsonValue };
  } catch {
    return { ok: false, why: "is not JSON" };
  }
}
