import { createHmac } from "node:crypto";

const hmac = (key: string, use: string, text: string): Buffer =>
  createHmac("sha256", key).update(use).update("\0").update(text).digest();

/** The first eight bytes of HMAC-SHA-256 over words in small letters with a space between: what is kept of a text. */
export const keyedHash = (key: string, words: string): bigint => hmac(key, "gram", words).readBigUInt64BE();

/** Names a key without telling it. */
export const keyId = (key: string): string => hmac(key, "id", "").toString("hex", 0, 8);

/** The key that the filter is encrypted with. */
export const filterKey = (key: string): Buffer => hmac(key, "filter", "");
