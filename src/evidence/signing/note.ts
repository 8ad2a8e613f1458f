import { hash, sign, verify, type KeyObject } from "node:crypto";
import { rawPublicKey, type SigningKey } from "./key.ts";

/**
 * Signed notes (C2SP signed-note, Ed25519): lines of text, an empty line, then one line for every
 * signature, `— <name> <base64(key id ‖ signature)>`. What is signed is the text with its last newline.
 * `golang.org/x/mod/sumdb/note` reads them with the verifier key of {@link verifierKey}.
 */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

const ed25519 = 0x01;
const signatureMark = "\u2014 ";
const mostSignatures = 16;

/** Signs a text whose lines are all non-empty and which ends with a newline. */
export function signNote(text: string, name: string, key: SigningKey): string {
  const signature = sign(null, Buffer.from(text), key.privateKey);
  const stamp = Buffer.concat([keyIdOf(name, key.publicKey), signature]).toString("base64");
  return `${text}\n${signatureMark}${name} ${stamp}\n`;
}

/** Takes a note apart; undefined for anything that is not exactly one note. */
export function parseNote(note: string): SignedNote | undefined {
  const split = note.indexOf("\n\n");
  if (split < 1 || !note.endsWith("\n") || !note.isWellFormed()) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split("\n", mostSignatures + 1);
  if (lines.length > mostSignatures) return undefined;
  const signatures = lines.map(parseSignature);
  return signatures.every((one) => one !== undefined) ? { text, signatures } : undefined;
}

/** Whether the note carries a valid signature by this key under this name. */
export function isSignedBy(note: SignedNote, name: string, publicKey: KeyObject): boolean {
  const keyId = keyIdOf(name, publicKey);
  return note.signatures.some(
    (one) =>
      one.name === name &&
      one.keyId.equals(keyId) &&
      verify(null, Buffer.from(note.text), publicKey, one.signature),
  );
}

/** The key in the form that note verifiers take: `<name>+<key id, hex>+<base64(type ‖ public key)>`. */
export function verifierKey(name: string, publicKey: KeyObject): string {
  const bytes = Buffer.concat([Buffer.of(ed25519), rawPublicKey(publicKey)]);
  return `${name}+${keyIdOf(name, publicKey).toString("hex")}+${bytes.toString("base64")}`;
}

function keyIdOf(name: string, publicKey: KeyObject): Buffer {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), rawPublicKey(publicKey)]);
  return hash("sha256", input, "buffer").subarray(0, 4);
}

function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(signatureMark) || line.length > 1024) return undefined;
  const [name, stamp, ...rest] = line.slice(signatureMark.length).split(" ");
  if (name === undefined || name === "" || stamp === undefined || rest.length > 0) return undefined;
  const bytes = Buffer.from(stamp, "base64");
  // Base64 that does not come out again as it went in would let one signature be written in many ways.
  if (bytes.length < 5 || bytes.toString("base64") !== stamp) return undefined;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}
