import { crc32 } from "node:zlib";

/**
 * Whether the eight hex digits behind the last `_` are the CRC-32 of what stands before, in either byte order.
 * Undefined where they are not: the scheme is known from source code, not from a promise.
 */
export function isCrc32Tail(token: string): true | undefined {
  const split = token.lastIndexOf("_");
  const sum = crc32(token.slice(0, split)).toString(16).padStart(8, "0");
  const swapped = Buffer.from(sum, "hex").reverse().toString("hex");
  const tail = token.slice(split + 1).toLowerCase();
  return tail === sum || tail === swapped ? true : undefined;
}
