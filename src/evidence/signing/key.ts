import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { evidenceErrors } from "../errors.ts";
import { writeFailure } from "../ledger/write-failure.ts";

/** An Ed25519 key pair that signs checkpoints and closings. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** See {@link keyFingerprint}. */
  readonly fingerprint: string;
}

/**
 * SHA-256 of the public key's SubjectPublicKeyInfo, lower-case hex. The same as
 * `openssl pkey -pubin -in key.pub.pem -outform DER | sha256sum`.
 */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash("sha256").update(publicKeyBytes(publicKey)).digest("hex");
}

/** SubjectPublicKeyInfo, DER. */
export function publicKeyBytes(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

/** The 32 bytes of an Ed25519 public key (RFC 8032): the end of its SubjectPublicKeyInfo. */
export function rawPublicKey(publicKey: KeyObject): Buffer {
  return publicKeyBytes(publicKey).subarray(-32);
}

/** A public key from its SubjectPublicKeyInfo in base64, or undefined where that is no Ed25519 key. */
export function publicKeyFromBase64(text: string): KeyObject | undefined {
  const der = Buffer.from(text, "base64");
  if (der.toString("base64") !== text) return undefined;
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" && publicKeyBytes(key).equals(der) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The public half of a signing key. */
export const publicKeyOf = (key: SigningKey): KeyObject => key.publicKey;

/** A new key that lives in memory only; for tests and for bundles nobody needs to attribute. */
export function createKey(): SigningKey {
  return asSigningKey(generateKeyPairSync("ed25519").privateKey);
}

/**
 * The signing key of a folder of keys, `.bartizan/keys`: `ed25519.pem` (PKCS #8, readable by its owner
 * only), made at first use. Its public half lies beside it as `ed25519.pub.pem`, to be handed to whoever
 * verifies.
 *
 * @throws EVIDENCE_KEY_UNREADABLE, EVIDENCE_NOT_WRITABLE, EVIDENCE_DISK_FULL
 */
export async function loadOrCreateKey(folder: string): Promise<SigningKey> {
  const path = join(folder, "ed25519.pem");
  const existing = await readKey(path);
  if (existing !== undefined) return existing;
  const key = createKey();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeOnce(path, key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), 0o600);
    // Another process may have made a key at the same moment: what is on disk counts.
    const kept = (await readKey(path)) ?? key;
    const publicPem = kept.publicKey.export({ type: "spki", format: "pem" }).toString();
    await writeOnce(join(folder, "ed25519.pub.pem"), publicPem, 0o644);
    return kept;
  } catch (cause) {
    throw writeFailure(cause, path);
  }
}

/**
 * A public key for verification: a PEM file, public or private (only the public half is used).
 *
 * @throws EVIDENCE_KEY_UNREADABLE
 */
export async function readPublicKey(path: string): Promise<KeyObject> {
  try {
    const key = createPublicKey(await readFile(path, "utf8"));
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (cause) {
    throw evidenceErrors.keyUnreadable(
      "This file holds no Ed25519 key in PEM form.",
      { file: path },
      { cause },
    );
  }
  throw evidenceErrors.keyUnreadable("The key in this file is not an Ed25519 key.", { file: path });
}

function asSigningKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, fingerprint: keyFingerprint(publicKey) };
}

async function readKey(path: string): Promise<SigningKey | undefined> {
  let pem: string;
  try {
    pem = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw evidenceErrors.keyUnreadable("The signing key cannot be read.", { file: path }, { cause });
  }
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType === "ed25519") return asSigningKey(privateKey);
  } catch (cause) {
    throw evidenceErrors.keyUnreadable("The signing key is damaged.", { file: path }, { cause });
  }
  throw evidenceErrors.keyUnreadable("The signing key is not an Ed25519 key.", { file: path });
}

/** Creates the file whole or not at all, and leaves one that is already there as it is. */
async function writeOnce(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(draft, "wx", mode);
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
    await link(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
  } finally {
    await rm(draft, { force: true });
  }
}
