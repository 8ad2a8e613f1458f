import { createHmac } from "node:crypto";
import { leakageErrors } from "../errors.ts";

const leastKey = 16;

/** The first eight bytes, in hex, of HMAC-SHA-256 over a text and what it is used for. */
export function keyedMark(key: string, use: "shingle" | "key" | "personal" | "secret", text: string): string {
  if (Buffer.byteLength(key) < leastKey)
    throw leakageErrors.keyTooShort(`The key has fewer than ${leastKey} bytes.`);
  return createHmac("sha256", key).update(use).update("\0").update(text).digest("hex").slice(0, 16);
}

/** Personal data as it is kept: what kind it is, and a mark by which whoever holds the key can tell the same value again. */
export interface PersonalMark {
  readonly kind: string;
  readonly mark: string;
}

/**
 * What is kept of personal data found in an answer: never the value. The marks are personal data still, since the key holder
 * can test a guess against them; they are to be deleted with the evidence.
 */
export function markPersonal(
  found: readonly { readonly kind: string; readonly value: string }[],
  key: string,
): readonly PersonalMark[] {
  const marks = new Map(
    found.map(({ kind, value }) => {
      const mark = keyedMark(key, "personal", `${kind}\0${value.normalize("NFKC").toLowerCase().trim()}`);
      return [mark, { kind, mark }];
    }),
  );
  return [...marks.values()];
}
