import { createHash } from "node:crypto";
import { keccak256 } from "./keccak256.ts";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Base58Check of 25 bytes (Bitcoin Wiki): the last four are the double SHA-256 of the others. */
export function isBase58Check(text: string): boolean {
  const bytes = new Uint8Array(25);
  for (let i = 0; i < text.length; i++) {
    let carry = base58.indexOf(text[i] ?? "");
    if (carry < 0) return false;
    for (let j = 24; j >= 0; j--) {
      carry += (bytes[j] ?? 0) * 58;
      bytes[j] = carry & 255;
      carry >>= 8;
    }
    if (carry > 0) return false;
  }
  const once = createHash("sha256").update(bytes.subarray(0, 21)).digest();
  const sum = createHash("sha256").update(once).digest();
  return sum.subarray(0, 4).every((byte, i) => byte === bytes[21 + i]);
}

/** BIP 173 (constant 1) for witness version 0, BIP 350 (Bech32m) for the later ones. */
export function isSegwitAddress(text: string): boolean {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return false;
  let sum = 1;
  const add = (value: number): void => {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if (((top >>> i) & 1) === 1) sum ^= generators[i] ?? 0;
  };
  for (const value of [3, 3, 0, 2, 3]) add(value);
  for (let i = 3; i < lower.length; i++) {
    const value = bech32.indexOf(lower[i] ?? "");
    if (value < 0) return false;
    add(value);
  }
  return sum >>> 0 === (lower[3] === "q" ? 1 : 0x2bc830a3);
}

/** EIP-55: capitals where the hash of the small letters has a high nibble. Undefined where there is one case only. */
export function isMixedCaseAddress(text: string): boolean | undefined {
  const body = text.slice(2);
  const lower = body.toLowerCase();
  if (body === lower || body === body.toUpperCase()) return undefined;
  const hash = keccak256(lower);
  for (let i = 0; i < 40; i++) {
    const letter = lower[i] ?? "";
    const expected = Number.parseInt(hash[i] ?? "0", 16) > 7 ? letter.toUpperCase() : letter;
    if (body[i] !== expected) return false;
  }
  return true;
}
