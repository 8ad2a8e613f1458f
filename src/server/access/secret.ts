import { createHash, timingSafeEqual } from "node:crypto";

/** Cryptographic randomness as an argument. */
export type RandomBytes = (size: number) => Uint8Array;

/**
 * A secret in two halves: a public id, by which it is found, and 256 random bits, of which only the
 * SHA-256 is kept. A slow hash adds nothing where the secret is random and that long.
 */
export interface MintedSecret {
  readonly id: string;
  readonly hash: string;
  /** `bzt_<id>_<secret>`: shown once. */
  readonly text: string;
}

export type SecretKind = "token" | "session" | "code";
const prefix: Readonly<Record<SecretKind, string>> = { token: "bzt", session: "bzs", code: "bzc" };

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export function mintSecret(kind: SecretKind, random: RandomBytes): MintedSecret {
  const id = Buffer.from(random(9)).toString("hex");
  const secret = Buffer.from(random(32)).toString("base64url");
  return { id, hash: hashOf(secret), text: `${prefix[kind]}_${id}_${secret}` };
}

/** Takes a secret apart; `undefined` for anything that is not of the form. */
export function readSecret(kind: SecretKind, text: string): { id: string; hash: string } | undefined {
  if (text.length > 100) return undefined;
  const match = /^(bz[tsc])_([0-9a-f]{18})_([A-Za-z0-9_-]{43})$/.exec(text);
  if (match === null || match[1] !== prefix[kind]) return undefined;
  return { id: match[2] ?? "", hash: hashOf(match[3] ?? "") };
}

/** Constant-time comparison of two hex digests. */
export function sameHash(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return x.length === y.length && x.length === 32 && timingSafeEqual(x, y);
}
