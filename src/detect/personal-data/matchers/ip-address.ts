import { isAlphanumeric, isDigit } from "../letters.ts";
import type { Match, Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";
import { digitsFrom } from "./read.ts";

/**
 * IP addresses a person could be found by. Private, shared, loopback, link-local, multicast and reserved
 * ranges and those for documents are of nobody. `1.2.3.4` is a version as often as an address: short
 * ones need words.
 */
export const ipAddress: Matcher = {
  id: "ip-address",
  about: "Public IP address",
  authority: "RFC 791, RFC 4291, RFC 6890 (special ranges left out)",
  words: [
    "ip",
    "ips",
    "ipv4",
    "ipv6",
    "address",
    "client",
    "visitor",
    "remote",
    "login",
    "logged",
    "addr",
    "from",
    "host",
    "adresse",
    "dirección",
    "ip地址",
  ],
  begins: ["number"],
  needsWords: false,
  longestFirst: 4,
  match(reader, start, announced) {
    const before = start === 0 ? -1 : reader.text.charCodeAt(start - 1);
    if (before === 0x2e || before === 0x2d || before === 0x3a || before === 0x40) return undefined;
    const six = versionSix(reader, start, announced);
    return six ?? versionFour(reader, start, announced);
  },
};

function versionFour(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  const parts: number[] = [];
  let at = start;
  for (let i = 0; i < 4; i++) {
    const end = digitsFrom(reader, at, 3);
    if (end <= at) return undefined;
    parts.push(Number(reader.text.slice(at, end)));
    at = end;
    if (i < 3 && reader.code(at++) !== 0x2e) return undefined;
  }
  if (endsBadly(reader, at) || reader.code(at) === 0x2f || !isPublic(parts)) return undefined;
  if (announced()) return { end: at, score: 0.75 };
  return at - start >= 11 ? { end: at, score: 0.5 } : undefined;
}

function endsBadly(reader: Reader, at: number): boolean {
  const after = reader.code(at);
  if (isAlphanumeric(after) || after === 0x5f) return true;
  return (after === 0x2e || after === 0x2d) && isAlphanumeric(reader.code(at + 1));
}

function isPublic(parts: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = parts;
  if (parts.some((part) => part > 255)) return false;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254)) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}

/** Global unicast, 2000::/3, in which all addresses of persons lie; 2001:db8::/32 is for documents. */
function versionSix(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  const { text } = reader;
  const first = text.charCodeAt(start);
  if (first !== 0x32 && first !== 0x33) return undefined;
  let at = start;
  let groups = 0;
  let gap = false;
  for (;;) {
    let end = at;
    while (isHex(reader.code(end)) && end - at < 5) end++;
    if (end - at > 4) return undefined;
    if (groups === 0 && end - at !== 4) return undefined;
    if (end > at) groups++;
    if (groups > 8) return undefined;
    at = end;
    if (reader.code(at) !== 0x3a) break;
    if (reader.code(at + 1) === 0x3a) {
      if (gap) return undefined;
      gap = true;
      at += 2;
      if (!isHex(reader.code(at))) break;
      continue;
    }
    if (!isHex(reader.code(at + 1))) break;
    at++;
  }
  if ((gap ? groups < 3 : groups !== 8) || endsBadly(reader, at)) return undefined;
  const address = text.slice(start, at).toLowerCase();
  if (address.startsWith("2001:db8:") || address.startsWith("2001:0db8:") || address.startsWith("3fff:"))
    return undefined;
  return { end: at, score: announced() ? 0.75 : 0.6 };
}

const isHex = (code: number): boolean =>
  isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
