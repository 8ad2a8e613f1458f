import { sign, verify } from "node:crypto";
import { canonicalJson, sha256 } from "../../formats/index.ts";
import { keyFingerprint, publicKeyBytes, publicKeyFromBase64, type SigningKey } from "../signing/key.ts";
import { readLines } from "../ledger/lines.ts";

/** A signed statement that the key of a blob was destroyed, by whom and why. Takes the key's place. */
export interface Shredding {
  readonly blob: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** Who signed it: SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  readonly signature: string;
}

/** What `keys.jsonl` says about one blob. */
export type KeyRecord =
  | { readonly kind: "key"; readonly blob: string; readonly key: Buffer }
  | { readonly kind: "shredded"; readonly shredding: Shredding }
  | { readonly kind: "unreadable"; readonly line: number; readonly torn: boolean };

const longestKeyLine = 16 * 1024;
const digestPattern = /^[0-9a-f]{64}$/;

/** The line that keeps a blob's key. */
export const keyLine = (blob: string, key: Buffer): string =>
  `${canonicalJson({ blob, key: key.toString("base64") })}\n`;

export const shreddingLine = (shredding: Shredding): string =>
  `${canonicalJson({ blob: shredding.blob, shredded: { ...shredding } })}\n`;

/** Signs that the key of `blob` was destroyed. */
export function signShredding(
  facts: Pick<Shredding, "blob" | "at" | "by" | "reason">,
  key: SigningKey,
): Shredding {
  const publicKey = publicKeyBytes(key.publicKey).toString("base64");
  const signature = sign(null, Buffer.from(signedText({ ...facts, publicKey })), key.privateKey);
  return { ...facts, publicKey, signature: signature.toString("base64") };
}

/** The fingerprint of the key that validly signed a shredding, or undefined. */
export function signerOfShredding(shredding: Shredding): string | undefined {
  const publicKey = publicKeyFromBase64(shredding.publicKey);
  const signature = Buffer.from(shredding.signature, "base64");
  if (publicKey === undefined || signature.toString("base64") !== shredding.signature) return undefined;
  return verify(null, Buffer.from(signedText(shredding)), publicKey, signature)
    ? keyFingerprint(publicKey)
    : undefined;
}

/** All records of a key file, in order, in bounded memory. A file that does not exist has none. */
export async function* readKeyRecords(path: string): AsyncGenerator<KeyRecord> {
  let number = 0;
  for await (const lines of readLines(path, longestKeyLine)) {
    for (const line of lines) {
      number += 1;
      yield line.kind === "whole"
        ? parseRecord(line.bytes.toString("utf8"), number)
        : { kind: "unreadable", line: number, torn: line.kind === "torn" };
    }
  }
}

const signedText = ({ blob, at, by, reason, publicKey }: Omit<Shredding, "signature">): string =>
  `bartizan shredding\n${canonicalJson({ blob, at, by, reason, publicKey })}`;

function parseRecord(text: string, line: number): KeyRecord {
  const unreadable: KeyRecord = { kind: "unreadable", line, torn: false };
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (canonicalJson(value as never) !== text) return unreadable;
    const { blob, key, shredded } = value;
    if (typeof blob !== "string" || !digestPattern.test(blob)) return unreadable;
    if (typeof key === "string") {
      const bytes = Buffer.from(key, "base64");
      const proper = bytes.length === 32 && bytes.toString("base64") === key;
      return proper ? { kind: "key", blob, key: bytes } : unreadable;
    }
    return isShredding(shredded) && shredded.blob === blob
      ? { kind: "shredded", shredding: shredded }
      : unreadable;
  } catch {
    return unreadable;
  }
}

function isShredding(value: unknown): value is Shredding {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Record<string, unknown>;
  return ["blob", "at", "by", "reason", "publicKey", "signature"].every(
    (member) => typeof record[member] === "string",
  );
}

/** Whether this is the key that a reference commits to. */
export const isKeyOf = (key: Buffer, ref: { readonly key: string }): boolean => sha256(key) === ref.key;
