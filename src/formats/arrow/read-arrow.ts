import { ByteReader } from "../bytes/byte-reader.ts";
import { memorySource, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { walkFlatbuffer, type FlatTable } from "../flatbuffer/walk-flatbuffer.ts";
import { ByteLedger } from "../ledger/byte-ledger.ts";
import { arrowSchema } from "./schema.ts";

/** Called with what is read, in the order of the file. */
export interface ArrowVisitor {
  claim(start: number, end: number, what: string): void;
  /** A pair of the metadata of the schema or of a field. `where`: of a message, or of the footer. */
  keyValue(key: Uint8Array, value: Uint8Array, where: "message" | "footer"): void | Promise<void>;
  /** The names of the fields with the numbers of their types, from the schema of a message or of the footer. */
  schema(fields: readonly string[], where: "message" | "footer"): void;
  batch(rows: number): void;
}

const magic = Buffer.from("ARROW1");
const largestMetadata = 64 * 1024 * 1024;
const largestPadding = 64;

export const beginsAsArrowFile = (head: Uint8Array): boolean => magic.equals(head.subarray(0, 6));

/** A stream begins with a mark, the size of the first message, and a table that fits into it. */
export function beginsAsArrowStream(head: Uint8Array): boolean {
  if (head.length < 24) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const [size, root] = [view.getUint32(4, true), view.getUint32(8, true)];
  return (
    view.getUint32(0, true) === 0xffffffff &&
    size >= 16 &&
    size <= largestMetadata &&
    size % 8 === 0 &&
    root >= 4 &&
    root < size
  );
}

/**
 * Walks an Arrow IPC stream or file (Feather version 2): every message, the tables of its metadata, the
 * buffers of its body, and in a file the footer, whose blocks must be the messages there are.
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc
 *
 * @throws FormatFault
 */
export async function readArrow(source: ByteSource, visitor: ArrowVisitor): Promise<void> {
  const isFile = beginsAsArrowFile(await source.read(0, 6));
  if (!isFile) {
    await readMessages(source, 0, source.size, visitor);
    return;
  }
  if (source.size < 22 || !magic.equals(await source.read(source.size - 6, 6)))
    throw new FormatFault("truncated", "a file of Arrow without its end", source.size);
  if ((await source.read(6, 2)).some((byte) => byte !== 0))
    throw new FormatFault("malformed", "no padding behind the mark", 6);
  visitor.claim(0, 8, "mark");
  const size = await new ByteReader(source, source.size - 10).u32();
  const start = source.size - 10 - size;
  if (start < 8) throw new FormatFault("malformed", "a footer larger than the file", source.size - 10);
  const blocks = await readMessages(source, 8, start, visitor);
  visitor.claim(source.size - 10, source.size, "mark");
  await readFooter(source, start, size, blocks, visitor);
}

const blockKey = (start: number, metadata: number, body: number): string => `${start}:${metadata}:${body}`;

async function readMessages(
  source: ByteSource,
  from: number,
  to: number,
  visitor: ArrowVisitor,
): Promise<ReadonlySet<string>> {
  const blocks = new Set<string>();
  const reader = new ByteReader(source, from);
  while (to - reader.position >= 8) {
    const start = reader.position;
    const [mark, size] = [await reader.u32(), await reader.u32()];
    if (mark !== 0xffffffff) throw new FormatFault("malformed", "no message where one must be", start);
    if (size === 0) {
      visitor.claim(start, start + 8, "end of the stream");
      return blocks;
    }
    if (size > largestMetadata) throw new FormatFault("too-large", `metadata of ${size} bytes`, start);
    if (size > to - reader.position) throw new FormatFault("truncated", "a message beyond the end", start);
    visitor.claim(start, start + 8, "message");
    const { bodyLength, buffers } = await readTables(source, start + 8, size, "Message", visitor);
    const body = start + 8 + size;
    if (!(bodyLength <= to - body)) throw new FormatFault("truncated", "a body beyond the end", body);
    await claimBody(source, body, bodyLength, buffers, visitor);
    blocks.add(blockKey(start, size + 8, bodyLength));
    reader.position = body + bodyLength;
  }
  return blocks;
}

interface Tables {
  readonly bodyLength: number;
  /** Places in the body, each with its length. */
  readonly buffers: readonly (readonly [at: number, length: number])[];
  readonly blocks: readonly (readonly [start: number, metadata: number, body: number])[];
}

async function readTables(
  source: ByteSource,
  start: number,
  size: number,
  root: "Message" | "Footer",
  visitor: ArrowVisitor,
): Promise<Tables> {
  const where = root === "Footer" ? "footer" : "message";
  const bytes = memorySource(await source.read(start, size));
  const ledger = new ByteLedger(size);
  const reader = new ByteReader(bytes);
  let bodyLength = 0;
  const buffers: (readonly [number, number])[] = [];
  const blocks: (readonly [number, number, number])[] = [];
  const fields: string[] = [];
  let hasSchema = false;
  let ofDictionary = false;
  const vectorAt = async (table: FlatTable, number: number, width: number): Promise<number> => {
    const place = table.field(number);
    if (place === undefined) return 0;
    reader.position = place;
    reader.position = place + (await reader.u32());
    const count = await reader.u32();
    if (count * width > reader.remaining)
      throw new FormatFault("truncated", "a vector beyond the end", start + place);
    return count;
  };
  const textAt = async (table: FlatTable, number: number): Promise<Uint8Array> =>
    reader.bytes(await vectorAt(table, number, 1));
  await walkFlatbuffer(
    bytes,
    arrowSchema,
    root,
    (from, to, what) => ledger.claim(from, to, what),
    async (table) => {
      if (table.name === "Message") {
        const place = table.field(3);
        reader.position = place ?? 0;
        if (place !== undefined) bodyLength = await reader.size64();
      } else if (table.name === "Schema") hasSchema = true;
      else if (table.name === "DictionaryBatch") ofDictionary = true;
      else if (table.name === "Field") {
        const place = table.field(2);
        reader.position = place ?? 0;
        const type = place === undefined ? 0 : await reader.u8();
        fields.push(`${type} ${Buffer.from(await textAt(table, 0)).toString("latin1")}`);
      } else if (table.name === "KeyValue")
        await visitor.keyValue(await textAt(table, 0), await textAt(table, 1), where);
      else if (table.name === "RecordBatch") {
        const place = table.field(0);
        reader.position = place ?? 0;
        if (!ofDictionary) visitor.batch(place === undefined ? 0 : await reader.size64());
        for (let count = await vectorAt(table, 2, 16); count > 0; count--)
          buffers.push([await reader.size64(), await reader.size64()]);
      } else if (table.name === "Footer")
        for (const number of [2, 3])
          for (let count = await vectorAt(table, number, 24); count > 0; count--) {
            const [at, metadata] = [await reader.size64(), await reader.u32()];
            reader.skip(4);
            blocks.push([at, metadata, await reader.size64()]);
          }
    },
    4,
  );
  for (const gap of ledger.gaps())
    if (
      gap.end - gap.start <= largestPadding &&
      (await bytes.read(gap.start, gap.end - gap.start)).every((byte) => byte === 0)
    )
      ledger.claim(gap.start, gap.end, "padding");
  for (const region of ledger.regions())
    visitor.claim(start + region.start, start + region.end, where === "footer" ? "footer" : "metadata");
  if (hasSchema) visitor.schema(fields.sort(), where);
  return { bodyLength, buffers, blocks };
}

/** Buffers are aligned: what lies between two of them is zero. */
async function claimBody(
  source: ByteSource,
  body: number,
  length: number,
  buffers: Tables["buffers"],
  visitor: ArrowVisitor,
): Promise<void> {
  const ledger = new ByteLedger(length);
  for (const [at, size] of buffers) {
    if (!(at + size <= length)) throw new FormatFault("malformed", "a buffer outside of the body", body);
    ledger.claim(at, at + size, `buffer ${at}`);
  }
  if (ledger.overlaps(1).length > 0) throw new FormatFault("malformed", "two buffers in one place", body);
  if (ledger.full) throw new FormatFault("too-large", "too many buffers", body);
  for (const { start, end } of ledger.regions()) visitor.claim(body + start, body + end, "buffers");
  for (const { start, end } of ledger.gaps())
    if (
      end - start <= largestPadding &&
      (await source.read(body + start, end - start)).every((byte) => byte === 0)
    )
      visitor.claim(body + start, body + end, "padding");
}

async function readFooter(
  source: ByteSource,
  start: number,
  size: number,
  known: ReadonlySet<string>,
  visitor: ArrowVisitor,
): Promise<void> {
  if (size > largestMetadata) throw new FormatFault("too-large", `a footer of ${size} bytes`, start);
  const { blocks } = await readTables(source, start, size, "Footer", visitor);
  for (const block of blocks)
    if (!known.has(blockKey(...block)))
      throw new FormatFault(
        "malformed",
        `the footer names a message at ${block[0]} that is not there`,
        start,
      );
}
