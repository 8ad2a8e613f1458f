import type { KeyObject } from "node:crypto";
import type { JsonObject } from "../../contracts/index.ts";
import { canonicalJson, sha256 } from "../../formats/index.ts";
import { evidenceErrors } from "../errors.ts";
import { publicKeyBytes, publicKeyFromBase64, type SigningKey } from "../signing/key.ts";
import { bundleFiles, readAtMost } from "./files.ts";

export type BundleKind = "run" | "scan" | "vendor" | "workspace";

/** What the caller says about a new bundle. */
export interface HeaderDraft {
  readonly kind: BundleKind;
  /** Unique; `[A-Za-z0-9][A-Za-z0-9._-]{0,99}`. */
  readonly id: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Anything a reader should know before the first entry, such as the system's id and digest. */
  readonly about?: JsonObject;
}

/** `bundle.json`, written once. The first ledger line carries its digest. */
export interface BundleHeader extends HeaderDraft {
  readonly schemaVersion: "bartizan.bundle/v1";
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The Ed25519 key that signs checkpoints and the closing: SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
}

export interface ReadHeader {
  readonly header: BundleHeader;
  /** SHA-256 of the file's bytes, hex. */
  readonly digest: string;
  readonly publicKey: KeyObject;
}

export const schemaVersion = "bartizan.bundle/v1";
export const largestHeader = 256 * 1024;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The bytes of the header file. */
export function encodeHeader(draft: HeaderDraft, createdAt: string, key: SigningKey): Buffer {
  if (!idPattern.test(draft.id))
    throw evidenceErrors.invalidEntry(`\`${draft.id.slice(0, 120)}\` cannot be the id of a bundle.`);
  const publicKey = publicKeyBytes(key.publicKey).toString("base64");
  const { kind, id, tool, about } = draft;
  const header = { schemaVersion, kind, id, createdAt, tool, publicKey, ...(about && { about }) };
  return Buffer.from(`${canonicalJson(header)}\n`);
}

/**
 * Reads and checks the header of a bundle.
 *
 * @throws EVIDENCE_NOT_A_BUNDLE, EVIDENCE_CORRUPT_HEADER, EVIDENCE_NEWER_SCHEMA, EVIDENCE_UNREADABLE
 */
export async function readHeader(dir: string): Promise<ReadHeader> {
  const file = bundleFiles(dir).header;
  let bytes;
  try {
    bytes = await readAtMost(file, largestHeader);
  } catch (cause) {
    throw evidenceErrors.unreadable("The header of the bundle cannot be read.", { file }, { cause });
  }
  if (bytes === undefined) throw evidenceErrors.notABundle(`There is no bundle.json in ${dir}.`, { file });
  if (bytes === "too-large")
    throw evidenceErrors.corruptHeader(`The header is larger than ${largestHeader} bytes.`, { file });
  return parseHeader(bytes, file);
}

/** @throws EVIDENCE_CORRUPT_HEADER, EVIDENCE_NEWER_SCHEMA */
export function parseHeader(bytes: Buffer, file: string): ReadHeader {
  const corrupt = (what: string) => evidenceErrors.corruptHeader(`The header ${what}.`, { file });
  const text = bytes.toString("utf8");
  let value: Readonly<Record<string, unknown>>;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) throw corrupt("is not a JSON object");
    value = parsed as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw evidenceErrors.corruptHeader("The header is not JSON.", { file }, { cause });
  }
  const version = value["schemaVersion"];
  if (version !== schemaVersion) {
    if (typeof version === "string" && /^bartizan\.bundle\/v[1-9][0-9]{0,5}$/.test(version))
      throw evidenceErrors.newerSchema(`This bundle has schema ${version}; known is ${schemaVersion}.`, {
        file,
      });
    throw corrupt("names no schema version of a bundle");
  }
  if (!isCanonical(value as JsonObject, text)) throw corrupt("is not canonical JSON");
  const { kind, id, createdAt, tool, publicKey } = value;
  const key = typeof publicKey === "string" ? publicKeyFromBase64(publicKey) : undefined;
  if (kind !== "run" && kind !== "scan" && kind !== "vendor" && kind !== "workspace")
    throw corrupt("has no kind");
  if (typeof id !== "string" || !idPattern.test(id)) throw corrupt("has no id");
  if (typeof createdAt !== "string") throw corrupt("has no time of creation");
  if (typeof tool !== "object" || tool === null) throw corrupt("does not say which tool wrote it");
  if (key === undefined) throw corrupt("has no Ed25519 key");
  // Safe: every member that is read anywhere has just been checked.
  return { header: value as unknown as BundleHeader, digest: sha256(bytes), publicKey: key };
}

function isCanonical(value: JsonObject, text: string): boolean {
  try {
    return `${canonicalJson(value)}\n` === text;
  } catch {
    return false;
  }
}
