import { randomBytes } from "node:crypto";
import { createHash } from "node:crypto";

/** A new virtual key. */
export interface MintedKey {
  /** `bz-…`: shown once and kept nowhere. */
  readonly text: string;
  /** `sha256:…`: what the configuration holds. */
  readonly hash: string;
}

const FORM = /^bz-[A-Za-z0-9_-]{49}$/;

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
const checksumOf = (body: string): string => digestOf(body).toString("base64url").slice(0, 6);

/**
 * Makes a virtual key: `bz-`, 256 random bits in base64url, and six characters of checksum by which a
 * mistyped or made-up key is told from a real one without asking anybody. A slow hash adds nothing where
 * the secret is random and that long.
 *
 * @example const { text, hash } = createVirtualKey(); // print `text` once, write `hash` to policy.yaml
 */
export function createVirtualKey(random: (size: number) => Uint8Array = randomBytes): MintedKey {
  const body = `bz-${Buffer.from(random(32)).toString("base64url")}`;
  const text = `${body}${checksumOf(body)}`;
  return { text, hash: hashOfKey(text) };
}

/** Whether a text has the form and the checksum of a virtual key; it says nothing about its being known. */
export function isVirtualKey(text: string): boolean {
  return FORM.test(text) && checksumOf(text.slice(0, -6)) === text.slice(-6);
}

/** How the configuration writes a key. */
export function hashOfKey(text: string): string {
  return `sha256:${digestOf(text).toString("hex")}`;
}
