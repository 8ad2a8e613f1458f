import { couldBePickle, type ByteSource } from "../../../formats/index.ts";

/** Names that interpreters and loaders run, import or unpickle. */
const suffixes = [
  ".bat",
  ".bin",
  ".ckpt",
  ".cmd",
  ".dll",
  ".dylib",
  ".exe",
  ".h5",
  ".jar",
  ".joblib",
  ".js",
  ".keras",
  ".mjs",
  ".pickle",
  ".pkl",
  ".ps1",
  ".pt",
  ".pth",
  ".py",
  ".pyc",
  ".pyd",
  ".sh",
  ".so",
];

const magics: readonly (readonly [string, readonly number[]])[] = [
  ["an ELF program", [0x7f, 0x45, 0x4c, 0x46]],
  ["a Windows program", [0x4d, 0x5a]],
  ["a Mach-O program", [0xcf, 0xfa, 0xed, 0xfe]],
  ["a Mach-O program", [0xca, 0xfe, 0xba, 0xbe]],
  ["a script", [0x23, 0x21]],
  ["an archive that may hold code", [0x50, 0x4b, 0x03, 0x04]],
];

/**
 * Why a file could be loaded as code, or undefined where nothing says so. Deliberately broad: it is asked only
 * of files that no signature covers.
 */
export async function whyLoadable(name: string, source: ByteSource): Promise<string | undefined> {
  const lower = name.toLowerCase();
  const suffix = suffixes.find((end) => lower.endsWith(end));
  if (suffix !== undefined) return `its name ends in ${suffix}`;
  const start = await source.read(0, 16);
  const magic = magics.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte));
  if (magic !== undefined) return `it is ${magic[0]}`;
  return (await couldBePickle(source, start)) === undefined ? undefined : "it is a pickle";
}
