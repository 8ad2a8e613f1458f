import { createHash } from "node:crypto";
import type { JsonValue } from "../../contracts/index.ts";
import { canonicalJson } from "../canonical-json/canonical-json.ts";

/** SHA-256 of bytes or of UTF-8 text, lower-case hex. */
export function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

/** SHA-256 of the canonical JSON of a value, lower-case hex: equal values have equal digests. */
export function digestOf(value: JsonValue): string {
  return sha256(canonicalJson(value));
}
