import type { HeaderReader } from "./header-reader.ts";

export interface SevenZipFile {
  readonly name: string;
  readonly hasStream: boolean;
  readonly isFolder: boolean;
  /** Unix mode where it was made there. */
  readonly unixMode: number;
}

const utf16 = new TextDecoder("utf-16le");

/** Reads names and kinds of the files (7zFormat.txt, "FilesInfo"). @throws FormatFault */
export function readFiles(reader: HeaderReader): readonly SevenZipFile[] {
  const count = reader.count();
  let names: string[] = [];
  let empty: boolean[] = [];
  let emptyFile: boolean[] = [];
  let modes: number[] = [];
  for (let property = reader.byte(); property !== 0; property = reader.byte()) {
    const size = reader.number();
    const end = reader.at + size;
    if (property === 0x0e) empty = reader.bits(count);
    else if (property === 0x0f) emptyFile = reader.bits(empty.filter(Boolean).length);
    else if (property === 0x11) names = readNames(reader, count, size);
    else if (property === 0x15) modes = readModes(reader, count);
    else reader.bytes(size);
    if (reader.at > end) throw reader.fault("a property longer than it says");
    reader.bytes(end - reader.at);
  }
  let nextEmpty = 0;
  return Array.from({ length: count }, (_, i) => {
    const isEmpty = empty[i] ?? false;
    const isFile = isEmpty ? (emptyFile[nextEmpty++] ?? false) : true;
    return {
      name: names[i] ?? `file ${i}`,
      hasStream: !isEmpty,
      isFolder: !isFile,
      unixMode: modes[i] ?? 0,
    };
  });
}

function readNames(reader: HeaderReader, count: number, size: number): string[] {
  if (reader.byte() !== 0) throw reader.fault("names that lie elsewhere");
  const names = utf16.decode(reader.bytes(size - 1)).split("\0");
  names.pop();
  if (names.length !== count) throw reader.fault(`${names.length} names for ${count} files`);
  return names;
}

/** The upper half of an attribute is a Unix mode where bit 15 says so. */
function readModes(reader: HeaderReader, count: number): number[] {
  const defined = reader.optionalBits(count);
  if (reader.byte() !== 0) throw reader.fault("attributes that lie elsewhere");
  return defined.map((isThere) => {
    const attributes = isThere ? reader.u32() : 0;
    return (attributes & 0x8000) === 0 ? 0 : attributes >>> 16;
  });
}
