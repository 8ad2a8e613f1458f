import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const block = 512;

/**
 * Unpacks a plain ustar archive (files, folders, symbolic links) into `folder`. For archives of packages
 * whose integrity the lock file has checked; a member that would leave the folder is refused all the same.
 */
export function untar(archive: Uint8Array, folder: string): void {
  const text = (from: number, length: number): string => {
    const bytes = archive.subarray(from, from + length);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  };
  for (let at = 0; at + block <= archive.length && archive[at] !== 0;) {
    const prefix = text(at + 345, 155);
    const name = normalize(prefix === "" ? text(at, 100) : `${prefix}/${text(at, 100)}`);
    const size = Number.parseInt(text(at + 124, 12).trim() || "0", 8);
    const kind = text(at + 156, 1);
    if (name.startsWith("..") || name.startsWith("/"))
      throw new Error(`archive member leaves the folder: ${name}`);
    const path = join(folder, name);
    if (kind === "5") mkdirSync(path, { recursive: true });
    else if (kind === "2") link(text(at + 157, 100), path);
    else if (kind === "0" || kind === "") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, archive.subarray(at + block, at + block + size), { mode: 0o755 });
    }
    at += block + Math.ceil(size / block) * block;
  }
}

function link(target: string, path: string): void {
  if (target.includes("/")) throw new Error(`archive link leaves its folder: ${target}`);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
