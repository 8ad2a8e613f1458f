import type { CentralHeader, LocalEntry, ZipFields, ZipFile } from "../../../formats/index.ts";

/** An entry as the directory sees it with the header it points to, or a header that no directory names. */
export interface Entry {
  readonly central?: CentralHeader;
  readonly local?: LocalEntry;
}

/** One way to read the content of an entry. */
export interface Reading {
  readonly name: string;
  readonly method: number;
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly crc: number;
  readonly encrypted: boolean;
  /** The fields it is of, for the place of a finding. */
  readonly header: ZipFields;
}

/** Every entry of every directory, then the headers that are left over. */
export function entriesOf(zip: ZipFile): readonly Entry[] {
  const byStart = new Map(zip.locals.map((local) => [local.header.start, local]));
  const named = new Set<number>();
  const entries: Entry[] = [];
  for (const directory of zip.directories)
    for (const central of directory.entries) {
      const local = byStart.get(central.localStart);
      named.add(central.localStart);
      entries.push(local === undefined ? { central } : { central, local });
    }
  for (const local of zip.locals) if (!named.has(local.header.start)) entries.push({ local });
  return entries;
}

/**
 * The contents of an entry as the readers see it that trust its header, and those that trust the
 * directory: one where they agree.
 */
export function readingsOf({ central, local }: Entry, sourceSize: number): readonly Reading[] {
  if (local === undefined) return [];
  const { header, descriptor, dataEnd } = local;
  const start = header.end;
  const own: Reading = {
    name: header.name,
    method: header.method,
    start,
    end: dataEnd,
    size: descriptor?.size ?? header.size,
    crc: descriptor?.crc ?? header.crc,
    encrypted: (header.flags & 1) !== 0,
    header,
  };
  if (central === undefined) return [own];
  const listed: Reading = {
    name: central.name,
    method: central.method,
    start,
    end: Math.min(start + central.packed, sourceSize),
    size: central.size,
    crc: central.crc,
    encrypted: (central.flags & 1) !== 0,
    header: central,
  };
  const isSame = listed.method === own.method && listed.end === own.end && listed.encrypted === own.encrypted;
  return isSame ? [listed] : [listed, own];
}
