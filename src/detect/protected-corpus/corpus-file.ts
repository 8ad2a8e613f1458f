import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { z } from "zod";
import { protectedCorpusErrors } from "./errors.ts";
import { filterPlaces, longestGram, scanGrams } from "./grams.ts";
import { filterKey, keyedHash, keyId } from "./keyed.ts";

const format = "bartizan.protected-corpus/v1";
const mostEntries = 4_000_000;

export interface CorpusOptions {
  /** Sixteen characters at least; keep it where secrets are kept. */
  readonly key: string;
  /** Words in a row that are hashed together, 4 to 12; lines with fewer are hashed whole, as records. */
  readonly n?: number;
}

/**
 * Makes a corpus file of texts and records that must not come out: it holds keyed hashes and an encrypted filter,
 * none of the words. Lines of fewer than `n` words are records (names, account numbers), seen when they come out whole.
 *
 * @throws BartizanError when the key is too short, `n` out of range, or the lines too many
 * @example buildProtectedCorpus(["Project Heron starts in the Basel plant on 4 May.", "NP-7741-22"], { key })
 */
export function buildProtectedCorpus(lines: Iterable<string>, { key, n = 6 }: CorpusOptions): string {
  if (key.length < 16) throw protectedCorpusErrors.badValue("The key has fewer than sixteen characters.");
  if (!Number.isInteger(n) || n < 4 || n > longestGram)
    throw protectedCorpusErrors.badValue(`\`n\` is ${n}; it lies between 4 and ${longestGram}.`);
  const kept = new Map<bigint, readonly [number, number]>();
  const lengths = new Set<number>([n]);
  for (const line of lines) {
    const total = wordCount(line);
    if (total === 0) continue;
    const length = Math.min(n, total);
    lengths.add(length);
    scanGrams(line, [length], length, (_, hash, starts, ends) => {
      kept.set(keyedHash(key, wordsOf(line, starts, ends, length)), [hash, length]);
    });
    if (kept.size > mostEntries) throw protectedCorpusErrors.badValue(`More than ${mostEntries} entries.`);
  }
  const hashes = [...kept.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const bytes = Buffer.alloc(hashes.length * 8);
  hashes.forEach((hash, i) => bytes.writeBigUInt64BE(hash, i * 8));
  const filter = Buffer.alloc(2 ** Math.max(7, Math.ceil(Math.log2(kept.size * 4 + 1))));
  for (const [hash, length] of kept.values())
    for (const place of filterPlaces(hash, length, filter.length * 8))
      filter[place >> 3] = (filter[place >> 3] ?? 0) | (1 << (place & 7));
  return `${JSON.stringify({
    format,
    keyId: keyId(key),
    n,
    lengths: [...lengths].sort((a, b) => a - b),
    count: hashes.length,
    hashes: bytes.toString("base64"),
    filter: encrypted(filter, key).toString("base64"),
  })}\n`;
}

/** A corpus in memory. `has` is exact up to one in 2^64 for each entry. */
export interface Corpus {
  readonly n: number;
  readonly lengths: readonly number[];
  mayHave(hash: number, length: number): boolean;
  has(words: string): boolean;
}

const fileSchema = z.strictObject({
  format: z.literal(format),
  keyId: z.string(),
  n: z.int().min(4).max(longestGram),
  lengths: z.array(z.int().min(1).max(longestGram)).min(1).max(longestGram),
  count: z.int().min(0).max(mostEntries),
  hashes: z.base64(),
  filter: z.base64(),
});

/** @throws BartizanError when the file is damaged or was built with another key */
export function readCorpus(text: string, key: string): Corpus {
  const parsed = fileSchema.safeParse(parsedOrUndefined(text));
  if (!parsed.success) throw protectedCorpusErrors.badValue("It is no corpus file.");
  const { n, lengths, count } = parsed.data;
  if (parsed.data.keyId !== keyId(key))
    throw protectedCorpusErrors.badValue("It was built with another key.");
  const bytes = Buffer.from(parsed.data.hashes, "base64");
  if (bytes.length !== count * 8) throw protectedCorpusErrors.badValue("Hashes are missing from it.");
  const filter = decrypted(Buffer.from(parsed.data.filter, "base64"), key);
  return {
    n,
    lengths,
    mayHave(hash, length) {
      const [first, second] = filterPlaces(hash, length, filter.length * 8);
      return isSet(filter, first) && isSet(filter, second);
    },
    has: (words) => contains(bytes, keyedHash(key, words)),
  };
}

const isSet = (filter: Buffer, place: number): boolean =>
  (((filter[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;

/** Binary search. */
function contains(bytes: Buffer, wanted: bigint): boolean {
  let [low, high] = [0, bytes.length / 8 - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = bytes.readBigUInt64BE(middle * 8);
    if (value === wanted) return true;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function wordsOf(
  text: string,
  starts: readonly number[],
  ends: readonly number[],
  length: number,
): string {
  const words: string[] = [];
  for (let i = starts.length - length; i < starts.length; i++) words.push(text.slice(starts[i], ends[i]));
  return words.join(" ").toLowerCase().normalize("NFC");
}

function wordCount(line: string): number {
  let count = 0;
  scanGrams(line, [1], 1, () => void count++);
  return count;
}

/** AES-256-GCM. The nonce is the hash of what is encrypted, so that the same texts give the same file. */
function encrypted(bytes: Buffer, key: string): Buffer {
  const nonce = createHash("sha256").update(filterKey(key)).update(bytes).digest().subarray(0, 12);
  const cipher = createCipheriv("aes-256-gcm", filterKey(key), nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypted(bytes: Buffer, key: string): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", filterKey(key), bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    throw protectedCorpusErrors.badValue("It was changed after it was built.");
  }
}
