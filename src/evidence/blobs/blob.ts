import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { canonicalJson, sha256 } from "../../formats/index.ts";

/**
 * A reference to a blob, as it stands in the body of an entry. It commits to the ciphertext and to the
 * key, and so to the content, but says nothing about the content once the key is gone.
 */
export type BlobRef = {
  /** SHA-256 of the ciphertext file, hex: where the blob lies. */
  readonly $blob: string;
  /** SHA-256 of the 32-byte key, hex. */
  readonly key: string;
  /** Bytes of the content. */
  readonly bytes: number;
  readonly mediaType: string;
};

export interface SealedBlob {
  readonly ref: BlobRef;
  readonly key: Buffer;
  /** 12 bytes of nonce, the AES-256-GCM ciphertext, 16 bytes of tag. */
  readonly ciphertext: Buffer;
}

/** Larger content belongs into files of its own. */
export const largestBlob = 64 * 1024 * 1024;

const nonceLength = 12;
const tagLength = 16;
const digestPattern = /^[0-9a-f]{64}$/;

/** Encrypts content under a key of its own, made for it alone. JSON is written canonically. */
export function sealBlob(content: JsonValue | Uint8Array, mediaType: string): SealedBlob {
  const plain = content instanceof Uint8Array ? content : Buffer.from(canonicalJson(content));
  if (plain.length > largestBlob) throw new RangeError(`A blob of ${plain.length} bytes is too large`);
  const key = randomBytes(32);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const ciphertext = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const ref = { $blob: sha256(ciphertext), key: sha256(key), bytes: plain.length, mediaType };
  return { ref, key, ciphertext };
}

/** The content; undefined when key, ciphertext and reference do not belong together. */
export function unsealBlob(ref: BlobRef, key: Buffer, ciphertext: Buffer): Buffer | undefined {
  if (sha256(ciphertext) !== ref.$blob || sha256(key) !== ref.key) return undefined;
  if (key.length !== 32 || ciphertext.length !== ref.bytes + nonceLength + tagLength) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, ciphertext.subarray(0, nonceLength));
  decipher.setAuthTag(ciphertext.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** All blob references inside the body of an entry, however deep. */
export function blobRefsIn(body: JsonObject): BlobRef[] {
  const refs: BlobRef[] = [];
  const open: (JsonValue | undefined)[] = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isBlobRef(value)) refs.push(value);
    else for (const member of Object.values(value)) open.push(member);
  }
  return refs;
}

export function isBlobRef(value: unknown): value is BlobRef {
  if (typeof value !== "object" || value === null) return false;
  const ref = value as Record<keyof BlobRef, unknown>;
  return (
    typeof ref.$blob === "string" &&
    digestPattern.test(ref.$blob) &&
    typeof ref.key === "string" &&
    digestPattern.test(ref.key) &&
    typeof ref.bytes === "number" &&
    typeof ref.mediaType === "string"
  );
}

/** SHA-256 of a stream of chunks, hex, and how many bytes it had. */
export async function digestOfStream(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hasher = createHash("sha256");
  for await (const chunk of chunks) hasher.update(chunk);
  return hasher.digest("hex");
}
