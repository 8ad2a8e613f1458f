import { crc32 } from "node:zlib";
import {
  decodeSevenZipFolder,
  FormatFault,
  partOf,
  readSevenZip,
  Unpacking,
  visibleText,
  type ByteSource,
  type SevenZipFile,
  type SevenZipPlacedFolder,
} from "../../../formats/index.ts";
import { leavesFolder, linkLeavesFolder } from "../archive-paths.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";

const escape: ArtifactRule = {
  id: "7z/path-escape",
  title: "A file is unpacked outside of the folder",
  severity: "high",
  effect: "unsafe",
  hazard: "path-escape",
  remedy: "Refuse the archive. Unpackers that follow such names or links overwrite files of the system.",
  references: ["CWE-22", "CWE-59", "CVE-2025-11001"],
};
const checksum: ArtifactRule = {
  id: "7z/crc-wrong",
  title: "The checksum is not that of the content",
  severity: "medium",
  effect: "incomplete",
  hazard: "malformed",
  remedy: "Get a whole copy: the archive is damaged, or was changed by something that is no archiver.",
  references: ["CWE-354"],
};
const duplicate: ArtifactRule = {
  id: "7z/duplicate-entry",
  title: "Two files of one name",
  severity: "medium",
  effect: "review",
  hazard: "parser-differential",
  remedy: "Keep one of the two: some readers take the first, others the last.",
  references: ["CWE-694"],
};

const magic = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c];

/** 7z archives. What is encrypted, or goes through filters for machine code, is said to be and is never clean. */
export const format: ArtifactFormat = {
  id: "7z",
  title: "7z archive",
  about: "Archives of 7-Zip, stored or packed by LZMA, LZMA2, deflate, bzip2, Zstandard or LZ4.",
  extensions: [".7z"],
  rules: [escape, checksum, duplicate],
  recognise: ({ head }) => (magic.every((byte, i) => head[i] === byte) ? "certain" : undefined),
  async examine(source, examination) {
    const { folders, files, marks } = await readSevenZip(source, examination.limits.members);
    for (const { start, end, what } of marks) examination.claim(start, end, what);
    for (const rule of [escape, checksum, duplicate]) examination.passed(rule);
    examination.fact("entries", files.length);
    judgeNames(files, examination);
    const streams = files.filter(({ hasStream }) => hasStream);
    let next = 0;
    let fault: FormatFault | undefined;
    for (const folder of folders) {
      const own = streams.slice(next, next + folder.files.length);
      next += folder.files.length;
      try {
        await examineFolder(source, folder, own, examination);
      } catch (cause) {
        // What is wrong with one folder does not hide the others; too much altogether does.
        if (!(cause instanceof FormatFault) || cause.kind === "too-large") throw cause;
        fault ??= cause;
      }
    }
    if (fault !== undefined) throw fault;
    if (next !== streams.length)
      throw new FormatFault("malformed", `${streams.length} files for ${next} contents`, 0);
  },
};

async function examineFolder(
  source: ByteSource,
  folder: SevenZipPlacedFolder,
  files: readonly SevenZipFile[],
  examination: Examination,
): Promise<void> {
  const { start, end } = folder;
  const unpacking = new Unpacking(decodeSevenZipFolder(source, start, end, folder));
  const whole = await examination.unpack(unpacking, end - start);
  try {
    examination.claim(start, unpacking.end ?? end, "packed files");
    let at = 0;
    for (const [i, { size, crc }] of folder.files.entries()) {
      const file = files[i];
      const name = file?.name ?? `file ${i}`;
      if (at + size > whole.size)
        throw new FormatFault("truncated", "less comes out than is announced", start);
      const content = partOf(whole, at, at + size);
      at += size;
      if (crc !== undefined && (await crcOf(content)) !== crc)
        examination.found(checksum, { description: `${shown(name)}.`, place: { bytes: [start, end] } });
      if (file !== undefined && (file.unixMode & 0o170000) === 0o120000)
        await judgeLink(name, content, examination);
      if (size > 0) await examination.member(name, content);
    }
    if (at !== whole.size) throw new FormatFault("malformed", "more comes out than there are files", start);
  } finally {
    await whole.close();
  }
}

function judgeNames(files: readonly SevenZipFile[], examination: Examination): void {
  const seen = new Set<string>();
  for (const { name, isFolder } of files) {
    if (leavesFolder(name))
      examination.found(escape, {
        description: `${shown(name)} leads out of the folder.`,
        place: { at: name },
      });
    if (seen.has(name) && !isFolder)
      examination.found(duplicate, {
        description: `${shown(name)} is there more than once.`,
        place: { at: name },
      });
    seen.add(name);
  }
}

async function judgeLink(name: string, content: ByteSource, examination: Examination): Promise<void> {
  const target = Buffer.from(await content.read(0, 4096)).toString("utf8");
  if (content.size > 4096 || linkLeavesFolder(name, target))
    examination.found(escape, {
      description: `${shown(name)} is a link to ${shown(target)}.`,
      place: { at: name },
    });
}

async function crcOf(source: ByteSource): Promise<number> {
  let value = 0;
  const step = 1024 * 1024;
  for (let at = 0; at < source.size; at += step) value = crc32(await source.read(at, step), value);
  return value;
}

const shown = (name: string): string => `\`${visibleText(name).slice(0, 120)}\``;
