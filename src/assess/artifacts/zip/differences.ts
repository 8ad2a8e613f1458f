import { visibleText, zipFlags, type ZipFields, type ZipFile } from "../../../formats/index.ts";
import type { ArtifactRule, Examination } from "../artifact-format.ts";
import type { Entry } from "./entries.ts";
import { zipRules } from "./rules.ts";

/** What is compared between the views; each of these is passed where nothing was found. */
const compared: readonly ArtifactRule[] = [
  zipRules.name,
  zipRules.method,
  zipRules.size,
  zipRules.crcDiffers,
  zipRules.hidden,
  zipRules.missing,
  zipRules.directories,
  zipRules.count,
  zipRules.zip64,
  zipRules.unicode,
];

const shown = (name: string): string => `\`${visibleText(name).slice(0, 120)}\``;
const placeOf = ({ start, end }: ZipFields): { readonly bytes: readonly [number, number] } => ({
  bytes: [start, end],
});

/** Compares what the two views of an archive say. Habits of well-meaning writers are not findings. */
export function judgeDifferences(zip: ZipFile, entries: readonly Entry[], examination: Examination): void {
  for (const rule of compared) examination.passed(rule);
  judgeDirectories(zip, examination);
  for (const entry of entries) {
    const { central, local } = entry;
    if (central !== undefined && local !== undefined) judgeBoth(entry, central, examination);
    else if (local !== undefined && zip.directories.length > 0)
      examination.found(zipRules.hidden, {
        description: `${shown(local.header.name)} is there, and no directory names it.`,
        place: placeOf(local.header),
      });
    for (const fields of [central, local?.header]) if (fields !== undefined) judgeFields(fields, examination);
  }
  for (const { at, why } of zip.faults)
    examination.found(zipRules.missing, { description: `${why}.`, place: { bytes: [at, at + 1] } });
  if (zip.directories.length === 0)
    examination.found(zipRules.missing, {
      description: "There is no central directory: most readers cannot open the archive.",
    });
}

function judgeDirectories({ directories }: ZipFile, examination: Examination): void {
  const [first, ...others] = directories.filter(({ entries }) => entries.length > 0);
  for (const other of others)
    examination.found(zipRules.directories, {
      description: `One directory begins at byte ${first?.start ?? 0}, another at byte ${other.start}.`,
      place: { bytes: [other.start, other.end] },
    });
  for (const { announced, entries, start, end } of directories)
    // Without ZIP64 the count has 16 bits, and some writers let it run over.
    if (announced !== entries.length && announced !== entries.length % 65536)
      examination.found(zipRules.count, {
        description: `${announced} entries are announced, ${entries.length} are there.`,
        place: { bytes: [start, end] },
      });
}

function judgeBoth({ local }: Entry, central: NonNullable<Entry["central"]>, examination: Examination): void {
  if (local === undefined) return;
  const { header, descriptor } = local;
  const place = placeOf(header);
  const name = shown(central.name);
  const masked = (header.flags & zipFlags.maskedHeader) !== 0;
  if (!masked && !sameBytes(header.rawName, central.rawName))
    examination.found(zipRules.name, {
      description: `The directory says ${name}, the header ${shown(header.name)}.`,
      place,
    });
  if (header.method !== central.method)
    examination.found(zipRules.method, {
      description: `${name}: the directory says method ${central.method}, the header ${header.method}.`,
      place,
    });
  // A header written before its data may leave these open, and a descriptor says them afterwards.
  const isOpen = (header.flags & zipFlags.descriptor) !== 0;
  const differs = (own: number, listed: number): boolean => own !== listed && !(isOpen && own === 0);
  for (const [what, of] of [
    ["header", header],
    ["descriptor", descriptor],
  ] as const) {
    if (of === undefined || masked) continue;
    if (differs(of.packed, central.packed) || differs(of.size, central.size))
      examination.found(zipRules.size, {
        description: `${name}: the directory says ${central.packed} bytes packed and ${central.size} unpacked, the ${what} ${of.packed} and ${of.size}.`,
        place,
      });
    // Some writers keep no checksums, in one of the places or in all.
    if (of.crc !== central.crc && of.crc !== 0 && central.crc !== 0)
      examination.found(zipRules.crcDiffers, {
        description: `${name}: ${hex(central.crc)} in the directory, ${hex(of.crc)} in the ${what}.`,
        place,
      });
  }
}

function judgeFields(fields: ZipFields, examination: Examination): void {
  if (fields.zip64Contradicts)
    examination.found(zipRules.zip64, {
      description: `${shown(fields.name)} has a ZIP64 field that it does not need and that says something else.`,
      place: placeOf(fields),
    });
  // A name in an old code page is spelled again in Unicode; a name in ASCII has no second spelling.
  const isAscii = fields.rawName.every((byte) => byte < 0x80);
  const isUtf8 = (fields.flags & zipFlags.utf8) !== 0;
  if (fields.unicodeName !== undefined && fields.unicodeName !== fields.name && (isAscii || isUtf8))
    examination.found(zipRules.unicode, {
      description: `${shown(fields.name)} is also called ${shown(fields.unicodeName)}.`,
      place: placeOf(fields),
    });
}

const hex = (value: number): string => value.toString(16).padStart(8, "0");

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
