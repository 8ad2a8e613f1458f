import { visibleText, type CentralHeader, type ZipFields } from "../../../formats/index.ts";
import { leavesFolder } from "../archive-paths.ts";
import type { Examination } from "../artifact-format.ts";
import type { Entry } from "./entries.ts";
import { zipRules } from "./rules.ts";

const shown = (name: string): string => `\`${visibleText(name).slice(0, 120)}\``;

/** Looks at how entries are called: where they would be unpacked, and which of them meet there. */
export function judgeNames(entries: readonly Entry[], examination: Examination): void {
  for (const rule of [
    zipRules.escape,
    zipRules.control,
    zipRules.collision,
    zipRules.duplicate,
    zipRules.special,
  ])
    examination.passed(rule);
  const seen = new Map<string, Map<string, ZipFields>>();
  for (const { central, local } of entries) {
    const fields = [central, local?.header].filter((one) => one !== undefined);
    const names = new Map<string, ZipFields>();
    for (const one of fields) {
      names.set(one.name, one);
      if (one.unicodeName !== undefined) names.set(one.unicodeName, one);
    }
    for (const [name, of] of names) judgeName(name, of, examination);
    const [first] = fields;
    if (first !== undefined) judgeMeeting(first, seen, examination);
    if (central !== undefined) judgeKind(central, examination);
  }
}

function judgeName(name: string, { start, end }: ZipFields, examination: Examination): void {
  const place = { bytes: [start, end] as const };
  if (name.includes("\0"))
    examination.found(zipRules.control, {
      description: `${shown(name)}: some readers stop at the zero byte, others do not.`,
      place,
    });
  if (leavesFolder(name))
    examination.found(zipRules.escape, { description: `${shown(name)} leads out of the folder.`, place });
}

/** Under which name systems that care less would find the entry. */
function plainName(name: string): string {
  return name.replaceAll("\\", "/").normalize("NFC").toLowerCase();
}

function judgeMeeting(
  entry: ZipFields,
  seen: Map<string, Map<string, ZipFields>>,
  examination: Examination,
): void {
  const plain = plainName(entry.name);
  const meeting = seen.get(plain);
  if (meeting === undefined) {
    seen.set(plain, new Map([[entry.name, entry]]));
    return;
  }
  const place = { bytes: [entry.start, entry.end] as const };
  const twin = meeting.get(entry.name);
  if (twin !== undefined) {
    const isSame = twin.crc === entry.crc && twin.size === entry.size && twin.crc !== 0;
    const isFolder = entry.name.endsWith("/") && entry.size === 0 && twin.size === 0;
    if (!isSame && !isFolder)
      examination.found(zipRules.duplicate, {
        description: `${shown(entry.name)} is there more than once: some readers take the first, others the last.`,
        place,
      });
    return;
  }
  const [other] = meeting.keys();
  meeting.set(entry.name, entry);
  examination.found(zipRules.collision, {
    description: `${shown(entry.name)} and ${shown(other ?? "")}.`,
    place,
  });
}

const unix = 3;
const kindOfMode = 0o170000;

/** The kind of file where the entry was made on Unix. */
export function isSymbolicLink({ madeBy, unixMode }: CentralHeader): boolean {
  return madeBy === unix && (unixMode & kindOfMode) === 0o120000;
}

function judgeKind(central: CentralHeader, examination: Examination): void {
  const kind = central.madeBy === unix ? central.unixMode & kindOfMode : 0;
  if (kind === 0o020000 || kind === 0o060000 || kind === 0o010000 || kind === 0o140000)
    examination.found(zipRules.special, {
      description: `${shown(central.name)} is no plain file.`,
      place: { bytes: [central.start, central.end] },
    });
}
