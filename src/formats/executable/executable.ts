import type { ByteSource } from "../bytes/byte-source.ts";

export type ExecutableKind = "ELF" | "PE" | "Mach-O" | "script" | "llamafile";

const at32 = (head: Uint8Array, at: number): number =>
  ((head[at] ?? 0) * 0x1000000 +
    ((head[at + 1] ?? 0) << 16) +
    ((head[at + 2] ?? 0) << 8) +
    (head[at + 3] ?? 0)) >>>
  0;

/**
 * Whether the file begins as the executables do that run on several systems at once, from which llamafiles
 * are made: DOS, Unix shell and ELF in one (Actually Portable Executable).
 */
export function looksLikeLlamafile(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 8)).toString("latin1");
  return start === "MZqFpD='" || start === "jartsr='";
}

/**
 * What runs when this file is opened by an operating system or loaded as a library; undefined where
 * nothing does. Magic numbers alone are not enough: the headers they announce must be there.
 *
 * @param head the first bytes, 64 KiB at best
 */
export function executableKind(head: Uint8Array, source: ByteSource): ExecutableKind | undefined {
  if (looksLikeLlamafile(head)) return "llamafile";
  if (
    at32(head, 0) === 0x7f454c46 &&
    isOneOf(head[4], [1, 2]) &&
    isOneOf(head[5], [1, 2]) &&
    source.size >= 52
  )
    return "ELF";
  if (head[0] === 0x4d && head[1] === 0x5a && source.size >= 64 && isPortable(head, source)) return "PE";
  if (isMachO(head, source)) return "Mach-O";
  if (head[0] === 0x23 && head[1] === 0x21 && isScript(head)) return "script";
  return undefined;
}

const isOneOf = (value: number | undefined, allowed: readonly number[]): boolean =>
  value !== undefined && allowed.includes(value);

/** The header of Windows executables lies where the last field of the DOS header says. */
function isPortable(head: Uint8Array, source: ByteSource): boolean {
  const at = (head[60] ?? 0) + 256 * (head[61] ?? 0) + 65536 * (head[62] ?? 0) + 16777216 * (head[63] ?? 0);
  if (at + 4 > source.size) return false;
  return at + 4 > head.length || at32(head, at) === 0x50450000;
}

function isMachO(head: Uint8Array, source: ByteSource): boolean {
  const magic = at32(head, 0);
  if (isOneOf(magic, [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe])) return source.size >= 28;
  // A file for several processors shares its number with Java classes, whose version is above 44.
  return isOneOf(magic, [0xcafebabe, 0xcafebabf]) && at32(head, 4) > 0 && at32(head, 4) < 40;
}

/** A first line that names an interpreter by its path. */
function isScript(head: Uint8Array): boolean {
  const line = head.subarray(2, 256);
  let at = 0;
  while (line[at] === 0x20 || line[at] === 0x09) at += 1;
  return line[at] === 0x2f;
}
