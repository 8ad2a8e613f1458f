import { crc32 } from "node:zlib";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const length = 6;

/** The CRC-32 of a text in base 62, six characters, as GitHub and npm end their tokens. */
export function base62Checksum(text: string): string {
  let rest = crc32(text);
  let written = "";
  for (let i = 0; i < length; i++) {
    written = (alphabet[rest % 62] ?? "") + written;
    rest = Math.floor(rest / 62);
  }
  return written;
}

/**
 * Whether what follows the last `_` ends with its own checksum.
 * Source: GitHub, "Behind GitHub's new authentication token formats" (2021); npm took it over.
 */
export function endsWithChecksum(token: string): boolean {
  const body = token.slice(token.lastIndexOf("_") + 1);
  return base62Checksum(body.slice(0, -length)) === body.slice(-length);
}
