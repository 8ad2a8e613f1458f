import type { HeaderReader } from "./header-reader.ts";

const id = {
  end: 0x00,
  packInfo: 0x06,
  unpackInfo: 0x07,
  subStreams: 0x08,
  size: 0x09,
  crc: 0x0a,
  folder: 0x0b,
  coderSizes: 0x0c,
  unpackCount: 0x0d,
} as const;

export interface SevenZipCoder {
  /** The number of the method, in hexadecimal: `030101` is LZMA. */
  readonly method: string;
  readonly properties: Uint8Array;
  readonly inputs: number;
  readonly outputs: number;
}

/** One packed run of bytes and the coders it goes through; files lie in what comes out, one after another. */
export interface SevenZipFolder {
  readonly coders: readonly SevenZipCoder[];
  /** Which output feeds which input. */
  readonly pairs: readonly (readonly [input: number, output: number])[];
  readonly packedInputs: readonly number[];
  readonly sizes: number[];
  crc: number | undefined;
  /** Sizes and checksums of the files in it. */
  files: { readonly size: number; readonly crc: number | undefined }[];
}

export interface SevenZipStreams {
  /** From the end of the signature header. */
  readonly packStart: number;
  readonly packSizes: readonly number[];
  readonly folders: readonly SevenZipFolder[];
}

/** Reads the description of packed streams (7zFormat.txt of the LZMA SDK, "Streams Info"). @throws FormatFault */
export function readStreams(reader: HeaderReader): SevenZipStreams {
  let packStart = 0;
  let packSizes: number[] = [];
  let folders: SevenZipFolder[] = [];
  let property = reader.byte();
  if (property === id.packInfo) {
    packStart = reader.number();
    const count = reader.count();
    for (property = reader.byte(); property !== id.end; property = reader.byte()) {
      if (property === id.size) packSizes = Array.from({ length: count }, () => reader.number());
      else if (property === id.crc) readChecksums(reader, count);
      else throw reader.fault(`property ${property} among the packed streams`);
    }
    property = reader.byte();
  }
  if (property === id.unpackInfo) {
    folders = readFolders(reader);
    property = reader.byte();
  }
  for (const folder of folders) folder.files = [{ size: outputSize(folder), crc: folder.crc }];
  if (property === id.subStreams) {
    readSubStreams(reader, folders);
    property = reader.byte();
  }
  if (property !== id.end) throw reader.fault(`property ${property} among the streams`);
  return { packStart, packSizes, folders };
}

/** The size of what comes out last: of the output that feeds nothing. */
export function outputSize({ sizes, pairs }: SevenZipFolder): number {
  const used = new Set(pairs.map(([, output]) => output));
  return sizes.find((_, i) => !used.has(i)) ?? 0;
}

function readFolders(reader: HeaderReader): SevenZipFolder[] {
  reader.expect(id.folder);
  const count = reader.count();
  if (reader.byte() !== 0) throw reader.fault("folders that lie elsewhere");
  const folders = Array.from({ length: count }, () => readFolder(reader));
  reader.expect(id.coderSizes);
  for (const folder of folders) {
    const outputs = folder.coders.reduce((sum, coder) => sum + coder.outputs, 0);
    for (let i = 0; i < outputs; i++) folder.sizes.push(reader.number());
  }
  for (let property = reader.byte(); property !== id.end; property = reader.byte()) {
    if (property !== id.crc) throw reader.fault(`property ${property} among the folders`);
    const checksums = readChecksums(reader, count);
    folders.forEach((folder, i) => (folder.crc = checksums[i]));
  }
  return folders;
}

function readFolder(reader: HeaderReader): SevenZipFolder {
  const coderCount = reader.number();
  if (coderCount === 0 || coderCount > 32) throw reader.fault(`${coderCount} coders`);
  const coders: SevenZipCoder[] = [];
  for (let i = 0; i < coderCount; i++) {
    const flags = reader.byte();
    if ((flags & 0xc0) !== 0) throw reader.fault("a coder with reserved flags");
    const method = Buffer.from(reader.bytes(flags & 0x0f)).toString("hex");
    const isComplex = (flags & 0x10) !== 0;
    const inputs = isComplex ? reader.number() : 1;
    const outputs = isComplex ? reader.number() : 1;
    if (inputs > 32 || outputs > 32) throw reader.fault("a coder with too many streams");
    const properties = (flags & 0x20) === 0 ? new Uint8Array(0) : reader.bytes(reader.number());
    coders.push({ method, properties, inputs, outputs });
  }
  const inputs = coders.reduce((sum, coder) => sum + coder.inputs, 0);
  const outputs = coders.reduce((sum, coder) => sum + coder.outputs, 0);
  if (outputs === 0 || inputs < outputs - 1) throw reader.fault("coders that cannot be joined");
  const pairs = Array.from({ length: outputs - 1 }, () => [reader.number(), reader.number()] as const);
  const packedCount = inputs - pairs.length;
  const packedInputs =
    packedCount === 1
      ? [freeInput(inputs, pairs)]
      : Array.from({ length: packedCount }, () => reader.number());
  return { coders, pairs, packedInputs, sizes: [], crc: undefined, files: [] };
}

function freeInput(inputs: number, pairs: readonly (readonly [number, number])[]): number {
  const used = new Set(pairs.map(([input]) => input));
  for (let i = 0; i < inputs; i++) if (!used.has(i)) return i;
  return 0;
}

function readSubStreams(reader: HeaderReader, folders: readonly SevenZipFolder[]): void {
  const counts = folders.map(() => 1);
  let property = reader.byte();
  if (property === id.unpackCount) {
    for (let i = 0; i < counts.length; i++) counts[i] = reader.count();
    property = reader.byte();
  }
  const sizes = folders.map((folder, i) => sizesOf(reader, folder, counts[i] ?? 0, property === id.size));
  if (property === id.size) property = reader.byte();
  const known = folders.map((folder, i) => (counts[i] === 1 ? folder.crc : undefined));
  const missing = counts.reduce((sum, count, i) => sum + (known[i] === undefined ? count : 0), 0);
  let checksums: (number | undefined)[] = [];
  for (; property !== id.end; property = reader.byte()) {
    if (property !== id.crc) throw reader.fault(`property ${property} among the files of folders`);
    checksums = readChecksums(reader, missing);
  }
  let next = 0;
  folders.forEach((folder, i) => {
    folder.files = (sizes[i] ?? []).map((size) => ({ size, crc: known[i] ?? checksums[next++] }));
  });
}

/** All but the last size are written; the last is what is left. */
function sizesOf(reader: HeaderReader, folder: SevenZipFolder, count: number, isWritten: boolean): number[] {
  if (count === 0) return [];
  const sizes: number[] = [];
  let left = outputSize(folder);
  for (let i = 1; i < count; i++) {
    if (!isWritten) throw reader.fault("files without sizes");
    const size = reader.number();
    sizes.push(size);
    left -= size;
  }
  if (left < 0) throw reader.fault("files larger than what comes out");
  return [...sizes, left];
}

function readChecksums(reader: HeaderReader, count: number): (number | undefined)[] {
  return reader.optionalBits(count).map((isThere) => (isThere ? reader.u32() : undefined));
}
