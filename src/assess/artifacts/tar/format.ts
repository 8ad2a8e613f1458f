import {
  isTarHeader,
  partOf,
  readTar,
  visibleText,
  type ByteSource,
  type TarEntry,
} from "../../../formats/index.ts";
import { leavesFolder, linkLeavesFolder } from "../archive-paths.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { tarRules } from "./rules.ts";
import { torchMembers } from "./torch-layout.ts";

/** Tar archives, NeMo's .nemo and old PyTorch checkpoints among them. Every member is examined by its content. */
export const format: ArtifactFormat = {
  id: "tar",
  title: "tar archive",
  about:
    "Archives of tar in all its forms: NeMo models, the oldest PyTorch checkpoints, MLflow and NGC downloads.",
  extensions: [".tar", ".nemo"],
  rules: Object.values(tarRules),
  recognise: ({ head }) => (isTarHeader(head.subarray(0, 512)) ? "certain" : undefined),
  async examine(source, examination) {
    for (const rule of Object.values(tarRules)) examination.passed(rule);
    const seen = new Set<string>();
    const links = new Set<string>();
    const torch = await torchMembers(source);
    if (torch.size > 0) {
      examination.fact("layout", "torch 0.1");
      examination.found(tarRules.torch, {
        description: "It has the members `storages`, `tensors` and `pickle`, which `torch.load` reads.",
      });
    }
    const entries = readTar(source);
    for (;;) {
      const next = await entries.next();
      if (next.done === true) {
        if (next.value.isMarked) await claimZeros(source, next.value.end, examination);
        break;
      }
      await examineEntry(source, next.value, { seen, links, torch, examination });
    }
    examination.fact("entries", seen.size);
  },
};

/** Folders in a name that are looked at; systems allow no more than 4096 letters. */
const deepestName = 2048;

interface Archive {
  readonly seen: Set<string>;
  readonly links: Set<string>;
  /** Members that PyTorch reads, and as what. */
  readonly torch: ReadonlyMap<string, string>;
  readonly examination: Examination;
}

async function examineEntry(source: ByteSource, entry: TarEntry, archive: Archive): Promise<void> {
  const { examination } = archive;
  const { start, dataStart, dataEnd, end, kind } = entry;
  const name = `\`${visibleText(entry.name).slice(0, 120)}\``;
  const place = { bytes: [start, dataStart] as const };
  examination.claim(start, dataStart, "header");
  judgeName(entry, name, archive);
  if (entry.sizeContradicts) examination.found(tarRules.size, { description: `${name}.`, place });
  if (kind === "device" || kind === "pipe")
    examination.found(tarRules.special, { description: `${name} is a ${kind}.`, place });
  const as = archive.torch.get(entry.name);
  if (as !== undefined && kind !== "file")
    examination.found(tarRules.other, {
      description: `${name} is a ${kind}: what PyTorch reads there was not examined as that.`,
      place,
    });
  const padding = await source.read(dataEnd, end - dataEnd);
  if (padding.every((byte) => byte === 0)) examination.claim(dataEnd, end, "padding");
  if (dataEnd === dataStart) return;
  examination.claim(dataStart, dataEnd, `member ${visibleText(entry.name).slice(0, 100)}`);
  if (kind === "sparse" || kind === "other")
    examination.found(kind === "sparse" ? tarRules.sparse : tarRules.other, {
      description: `${name}: only the bytes that are there were examined.`,
      place,
    });
  const data = partOf(source, dataStart, dataEnd);
  await examination.member(entry.name, data, as === undefined ? {} : { as });
}

function judgeName(entry: TarEntry, name: string, { seen, links, examination }: Archive): void {
  const place = { bytes: [entry.start, entry.dataStart] as const };
  const plain = entry.name.split("/", deepestName).filter((part) => part !== "" && part !== ".");
  const path = plain.join("/");
  if (leavesFolder(entry.name))
    examination.found(tarRules.escape, { description: `${name} leads out of the folder.`, place });
  // Only the folders above it matter: the entry itself may replace a link.
  if (links.size > 0 && liesBelow(plain, links))
    examination.found(tarRules.through, { description: `${name} lies below a link.`, place });
  const isSymbolic = entry.kind === "symbolic link";
  if (isSymbolic || entry.kind === "hard link") {
    // A hard link is named from the top of the archive, a symbolic one from where it lies.
    const leaves = isSymbolic ? linkLeavesFolder(entry.name, entry.target) : leavesFolder(entry.target);
    if (leaves)
      examination.found(tarRules.linkEscape, {
        description: `${name} points to \`${visibleText(entry.target).slice(0, 120)}\`.`,
        place,
      });
    if (isSymbolic) links.add(path);
  }
  if (seen.has(path) && entry.kind !== "folder")
    examination.found(tarRules.duplicate, { description: `${name} is there more than once.`, place });
  seen.add(path);
}

/** Zeros behind the last entry fill the archive up to the size of a record. */
async function claimZeros(source: ByteSource, start: number, examination: Examination): Promise<void> {
  const step = 64 * 1024;
  for (let at = start; at < source.size; at += step) {
    const piece = await source.read(at, step);
    const other = piece.findIndex((byte) => byte !== 0);
    examination.claim(at, at + (other === -1 ? piece.length : other), "end of archive");
    if (other !== -1) return;
  }
}

function liesBelow(parts: readonly string[], links: ReadonlySet<string>): boolean {
  let folder = "";
  for (const part of parts.slice(0, -1)) {
    folder = folder === "" ? part : `${folder}/${part}`;
    if (folder.length > 4096) return false;
    if (links.has(folder)) return true;
  }
  return false;
}
