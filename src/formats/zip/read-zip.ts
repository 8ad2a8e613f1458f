import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { findEnds, readDirectories, readEnd } from "./directories.ts";
import { readLocal } from "./fields.ts";
import type { CentralDirectory, LocalEntry, ZipFile, ZipMark } from "./records.ts";
import { dataOf, walkZip } from "./walk.ts";

export interface ZipLimits {
  readonly entries: number;
}

/**
 * Everything in a zip file, read both ways: by its central directory, as most readers do, and record by
 * record from the start. Nothing is unpacked but data whose length is written nowhere before it, and
 * nothing is judged.
 *
 * Format: PKWARE APPNOTE 6.3.10.
 *
 * @throws FormatFault `too-large` beyond the limits; what else is wrong is among the faults
 * @example const { directories, locals } = await readZip(source, { entries: 10_000 });
 */
export async function readZip(source: ByteSource, limits: ZipLimits): Promise<ZipFile> {
  const directories: CentralDirectory[] = [];
  const marks: ZipMark[] = [];
  const comments: { start: number; text: Uint8Array }[] = [];
  const faults: { at: number; why: string }[] = [];
  const seen = new Set<number>();
  const takeEnd = async (at: number): Promise<void> => {
    if (seen.has(at)) return;
    seen.add(at);
    const record = await readEnd(source, at);
    if (record === undefined) {
      faults.push({ at, why: "an end record that says what cannot be" });
      return;
    }
    marks.push(...record.marks);
    if (record.comment.length > 0) comments.push({ start: record.end, text: record.comment });
    const read = await readDirectories(source, record, limits.entries);
    if (read.fault !== undefined) faults.push({ at: read.fault.offset, why: read.fault.message });
    for (const directory of read.directories)
      if (!directories.some((one) => one.start === directory.start && one.shift === directory.shift))
        directories.push(directory);
  };
  for (const at of await findEnds(source)) await takeEnd(at);

  const known = new Map<number, { packed: number }>();
  for (const { entries } of directories)
    for (const { localStart, packed } of entries)
      if (!known.has(localStart)) known.set(localStart, { packed });
  const walk = await walkZip(source, known, limits.entries);
  for (const at of walk.ends) await takeEnd(at);
  faults.push(...walk.faults);

  const locals: LocalEntry[] = [...walk.locals];
  const met = new Set(locals.map(({ header }) => header.start));
  for (const [at, { packed }] of known) {
    if (met.has(at)) continue;
    try {
      const header = await readLocal(source, at);
      const { dataEnd, descriptor } = await dataOf(source, header, { packed });
      locals.push({
        header,
        dataEnd: Math.min(dataEnd, source.size),
        ...(descriptor === undefined ? {} : { descriptor }),
        met: false,
      });
    } catch (cause) {
      if (!(cause instanceof FormatFault)) throw cause;
      faults.push({ at, why: cause.message });
    }
  }
  locals.sort((a, b) => a.header.start - b.header.start);
  return { directories, locals, marks: [...marks, ...walk.marks], comments, faults };
}
