import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { ByteLedger } from "../ledger/byte-ledger.ts";
import { bytesOf, numberOf, structOf, structsOf, ThriftReader, type ThriftStruct } from "./thrift.ts";
import { Window } from "./window.ts";

/** Called with what is read. */
export interface ParquetVisitor {
  claim(start: number, end: number, what: string): void;
  keyValue(key: Uint8Array, value: Uint8Array): void | Promise<void>;
  /** A column whose data are in another file. */
  elsewhere(path: Uint8Array): void;
  whole(facts: { readonly rows: number; readonly columns: number; readonly createdBy: string }): void;
}

const largestFooter = 64 * 1024 * 1024;

export const beginsAsParquet = (head: Uint8Array): boolean =>
  /^PAR[1E]$/.test(Buffer.from(head.subarray(0, 4)).toString("latin1"));

/**
 * Walks a Parquet file: the footer, and of each column of each group of rows every page, its filters and
 * indexes. Values are not unpacked.
 *
 * Source: https://github.com/apache/parquet-format (README.md, parquet.thrift)
 *
 * @throws FormatFault
 */
export async function readParquet(source: ByteSource, visitor: ParquetVisitor): Promise<void> {
  const { size } = source;
  if (size < 12) throw new FormatFault("truncated", "too short for Parquet", size);
  const tail = Buffer.from(await source.read(size - 8, 8));
  const mark = tail.toString("latin1", 4);
  if (mark === "PARE") throw new FormatFault("encrypted", "the footer is encrypted", size - 4);
  if (mark !== "PAR1") throw new FormatFault("truncated", "no mark at the end", size - 4);
  const length = tail.readUInt32LE(0);
  const start = size - 8 - length;
  if (start < 4) throw new FormatFault("malformed", "a footer larger than the file", size - 8);
  if (length > largestFooter) throw new FormatFault("too-large", `a footer of ${length} bytes`, start);
  const reader = new ThriftReader(await source.read(start, length), start);
  const footer = reader.struct();
  if (footer.has(8)) throw new FormatFault("encrypted", "columns are encrypted", start);
  await new ParquetWalk(source, start, visitor).walk(footer);
  visitor.claim(0, 4, "mark");
  visitor.claim(start, start + reader.position, "footer");
  visitor.claim(size - 8, size, "mark");
}

class ParquetWalk {
  readonly #source: ByteSource;
  readonly #end: number;
  readonly #visitor: ParquetVisitor;
  readonly #ledger: ByteLedger;
  readonly #window: Window;
  /** So many bytes of columns there may be at most: chunks that lie upon each other would be walked again and again. */
  #left: number;

  constructor(source: ByteSource, end: number, visitor: ParquetVisitor) {
    this.#source = source;
    this.#end = end;
    this.#visitor = visitor;
    this.#ledger = new ByteLedger(end);
    this.#ledger.claim(0, 4, "mark");
    this.#window = new Window(source, end);
    this.#left = end;
  }

  async walk(footer: ThriftStruct): Promise<void> {
    const columns = structsOf(footer, 2).filter((element) => (numberOf(element, 5) ?? 0) === 0).length;
    const createdBy = Buffer.from(bytesOf(footer, 6) ?? []).toString("utf8");
    this.#visitor.whole({ rows: numberOf(footer, 3) ?? 0, columns, createdBy });
    await this.#keyValues(footer, 5);
    for (const group of structsOf(footer, 4))
      for (const column of structsOf(group, 1)) {
        const elsewhere = bytesOf(column, 1);
        if (column.has(8) || column.has(9))
          throw new FormatFault("encrypted", "a column is encrypted", this.#end);
        const metadata = structOf(column, 3);
        if (metadata !== undefined) await this.#keyValues(metadata, 8);
        if (elsewhere === undefined) await this.#column(column, metadata);
        else this.#visitor.elsewhere(elsewhere);
      }
    await this.#padding();
  }

  async #keyValues(of: ThriftStruct, field: number): Promise<void> {
    const none = new Uint8Array();
    for (const pair of structsOf(of, field))
      await this.#visitor.keyValue(bytesOf(pair, 1) ?? none, bytesOf(pair, 2) ?? none);
  }

  async #column(column: ThriftStruct, metadata: ThriftStruct | undefined): Promise<void> {
    if (metadata === undefined) throw new FormatFault("malformed", "a column without metadata", this.#end);
    const data = numberOf(metadata, 9) ?? 0;
    const dictionary = numberOf(metadata, 11) ?? 0;
    const from = dictionary > 0 && dictionary < data ? dictionary : data;
    const to = from + (numberOf(metadata, 7) ?? 0);
    this.#within(from, to, "pages");
    while (this.#window.position < to) await this.#page(to);
    if (this.#window.position !== to) throw new FormatFault("malformed", "pages beyond their column", to);
    if (numberOf(column, 2) === to && to < this.#end) await this.#copy(metadata);
    await this.#index(column, 4, 5, "offsets of pages");
    await this.#index(column, 6, 7, "bounds of pages");
    await this.#bloomFilter(metadata);
  }

  /** Old writers put the metadata of a column behind its pages once more. */
  async #copy(metadata: ThriftStruct): Promise<void> {
    const from = this.#window.position;
    const chunk = await this.#window.struct();
    const copy = structOf(chunk, 3) ?? chunk;
    if (numberOf(copy, 9) === numberOf(metadata, 9) && numberOf(copy, 7) === numberOf(metadata, 7))
      this.#within(from, this.#window.position, "metadata of a column");
  }

  async #page(to: number): Promise<void> {
    const at = this.#window.position;
    const header = await this.#window.struct();
    const packed = numberOf(header, 3);
    if (packed === undefined || packed < 0 || !header.has(1))
      throw new FormatFault("malformed", "a page without a size", at);
    if (this.#window.position + packed > to)
      throw new FormatFault("malformed", "a page beyond its column", at);
    this.#window.position += packed;
  }

  /** Indexes of pages are structs of just the length that is said. */
  async #index(column: ThriftStruct, offset: number, length: number, what: string): Promise<void> {
    const [from, size] = [numberOf(column, offset), numberOf(column, length)];
    if (from === undefined || size === undefined) return;
    this.#within(from, from + size, what);
    await this.#window.struct();
    if (this.#window.position !== from + size)
      throw new FormatFault("malformed", "an index of another length than is said", from);
  }

  async #bloomFilter(metadata: ThriftStruct): Promise<void> {
    const from = numberOf(metadata, 14);
    if (from === undefined || from <= 0) return;
    this.#within(from, from, "");
    const header = await this.#window.struct();
    const end = this.#window.position + (numberOf(header, 1) ?? -1);
    const said = numberOf(metadata, 15);
    if (said !== undefined && from + said !== end)
      throw new FormatFault("malformed", "a filter of another length than is said", from);
    this.#within(from, end, "filter");
  }

  /** Moves there, and claims it where it has a name. */
  #within(from: number, to: number, what: string): void {
    if (!(from >= 4 && to >= from && to <= this.#end))
      throw new FormatFault(
        "malformed",
        "a place outside of the data",
        Math.max(0, Math.min(from, this.#end)),
      );
    this.#left -= to - from;
    if (this.#left < 0) throw new FormatFault("malformed", "columns that lie upon each other", from);
    this.#window.position = from;
    if (what === "") return;
    this.#ledger.claim(from, to, what);
    this.#visitor.claim(from, to, what);
  }

  /** Writers align groups of rows with zeros, some to the blocks of their file system. */
  async #padding(): Promise<void> {
    const step = 1024 * 1024;
    for (const { start, end } of this.#ledger.gaps()) {
      let zero = true;
      for (let at = start; at < end && zero; at += step)
        zero = (await this.#source.read(at, Math.min(step, end - at))).every((byte) => byte === 0);
      if (zero) this.#visitor.claim(start, end, "padding");
    }
  }
}
