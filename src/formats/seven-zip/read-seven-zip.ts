import { crc32 } from "node:zlib";
import { partOf, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { Unpacking } from "../unpack/index.ts";
import { decodeFolder } from "./coders.ts";
import { readFiles, type SevenZipFile } from "./files.ts";
import { HeaderReader } from "./header-reader.ts";
import { readStreams, type SevenZipFolder } from "./streams.ts";

const signatureLength = 32;
const largestHeader = 64 * 1024 * 1024;
/** A header may be packed, and that one's header too; no archiver goes further. */
const mostLayers = 4;

export interface PlacedFolder extends SevenZipFolder {
  /** Where its packed bytes lie. */
  readonly start: number;
  readonly end: number;
}

export interface SevenZip {
  readonly folders: readonly PlacedFolder[];
  readonly files: readonly SevenZipFile[];
  readonly marks: readonly { readonly start: number; readonly end: number; readonly what: string }[];
}

/**
 * The folders and files of a 7z archive (7zFormat.txt of the LZMA SDK). A packed header is unpacked; the
 * contents are not.
 *
 * @throws FormatFault `encrypted` where the header is
 */
export async function readSevenZip(source: ByteSource, mostFiles: number): Promise<SevenZip> {
  const head = (await source.read(0, signatureLength)).slice();
  if (head.length < signatureLength) throw new FormatFault("truncated", "the signature header ends early", 0);
  const view = new DataView(head.buffer, head.byteOffset, signatureLength);
  if (view.getUint32(8, true) !== crc32(head.subarray(12)))
    throw new FormatFault("malformed", "the start header's checksum is wrong", 8);
  const offset = view.getBigUint64(12, true);
  const size = view.getBigUint64(20, true);
  const marks = [{ start: 0, end: signatureLength, what: "signature header" }];
  if (size === 0n) return { folders: [], files: [], marks };
  if (offset + size + BigInt(signatureLength) > BigInt(source.size))
    throw new FormatFault("truncated", "the header lies behind the end of the file", 12);
  if (size > BigInt(largestHeader)) throw new FormatFault("too-large", `a header of ${size} bytes`, 20);
  const start = signatureLength + Number(offset);
  const end = start + Number(size);
  marks.push({ start, end, what: "header" });
  let header = (await source.read(start, end - start)).slice();
  if (crc32(header) !== view.getUint32(28, true))
    throw new FormatFault("malformed", "the header's checksum is wrong", start);
  for (let layer = 0; ; layer++) {
    const reader = new HeaderReader(header, mostFiles);
    const kind = reader.byte();
    if (kind === 0x01) return { ...readHeader(reader, source), marks };
    if (kind !== 0x17 || layer === mostLayers)
      throw new FormatFault("malformed", "there is no header", start);
    const [packed, ...others] = place(readStreams(reader), source);
    if (packed === undefined || others.length > 0)
      throw new FormatFault("malformed", "a packed header in several parts", start);
    marks.push({ start: packed.start, end: packed.end, what: "packed header" });
    header = await unpackHeader(source, packed);
  }
}

function readHeader(reader: HeaderReader, source: ByteSource): Omit<SevenZip, "marks"> {
  let folders: readonly PlacedFolder[] = [];
  let files: readonly SevenZipFile[] = [];
  for (let property = reader.byte(); property !== 0; property = reader.byte()) {
    if (property === 0x04) folders = place(readStreams(reader), source);
    else if (property === 0x05) files = readFiles(reader);
    else throw new FormatFault("unsupported", `property ${property} of the header`, reader.at);
  }
  return { folders, files };
}

/** Packed streams follow each other, in the order of the folders that use them. */
function place(
  { packStart, packSizes, folders }: ReturnType<typeof readStreams>,
  source: ByteSource,
): readonly PlacedFolder[] {
  let at = signatureLength + packStart;
  let next = 0;
  return folders.map((folder) => {
    const start = at;
    for (const _ of folder.packedInputs) at += packSizes[next++] ?? 0;
    if (!(at <= source.size))
      throw new FormatFault("truncated", "packed bytes behind the end of the file", 0);
    return { ...folder, start, end: at };
  });
}

async function unpackHeader(source: ByteSource, folder: PlacedFolder): Promise<Uint8Array<ArrayBuffer>> {
  const unpacking = new Unpacking(
    decodeFolder(partOf(source, 0, folder.end), folder.start, folder.end, folder),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of unpacking) {
    if (unpacking.bytes > largestHeader)
      throw new FormatFault("too-large", "a header that unpacks too far", 0);
    chunks.push(Buffer.from(chunk));
  }
  const header = Buffer.concat(chunks);
  if (folder.crc !== undefined && crc32(header) !== folder.crc)
    throw new FormatFault("malformed", "the packed header's checksum is wrong", folder.start);
  return header;
}
