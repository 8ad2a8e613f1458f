import { appErrors } from "../../errors.ts";

/** Bytes of one record, and the line it begins in. The bytes are the reader's own: copy what is kept. */
export type TakeRecord = (line: number, bytes: Buffer) => void;

const newline = 0x0a;
const quote = 0x22;
const longestRecord = 4_000_000;

/**
 * Cuts CSV (RFC 4180) into records, quotes minded, without reading their cells: of a long file most records are only
 * counted. Linear in the bytes; memory is bounded by the longest record.
 *
 * @throws APP_MODEL_DATA for a quote that is never closed, a record beyond 4 MB
 */
export class CsvRecords {
  readonly #file: string;
  readonly #take: TakeRecord;
  #line = 1;
  /** The beginning of a record whose end has not come yet. */
  #open: Buffer[] = [];
  #openBytes = 0;
  #openLine = 1;
  #inQuotes = false;

  constructor(file: string, take: TakeRecord) {
    this.#file = file;
    this.#take = take;
  }

  push(chunk: Buffer): void {
    let start = 0;
    let from = 0;
    let nextQuote = placeOf(chunk, quote, 0);
    for (;;) {
      const end = chunk.indexOf(newline, from);
      for (const stop = end < 0 ? chunk.length : end; nextQuote < stop;) {
        this.#inQuotes = !this.#inQuotes;
        nextQuote = placeOf(chunk, quote, nextQuote + 1);
      }
      if (end < 0) break;
      this.#line += 1;
      from = end + 1;
      if (this.#inQuotes) continue;
      this.#close(chunk.subarray(start, end));
      start = from;
    }
    if (start < chunk.length) {
      // The chunk's memory is used again by whoever reads.
      this.#open.push(Buffer.from(chunk.subarray(start)));
      this.#openBytes += chunk.length - start;
    }
    if (this.#openBytes > longestRecord)
      throw appErrors.modelData(
        this.#inQuotes
          ? `A quote in the record of line ${this.#openLine} is never closed.`
          : `The record of line ${this.#openLine} is longer than ${longestRecord} bytes.`,
        { file: this.#file, line: this.#openLine },
      );
  }

  end(): void {
    if (this.#inQuotes)
      throw appErrors.modelData(`A quote in the record of line ${this.#openLine} is never closed.`, {
        file: this.#file,
        line: this.#openLine,
      });
    this.#close(Buffer.alloc(0));
  }

  #close(last: Buffer): void {
    const whole = this.#open.length === 0 ? last : Buffer.concat([...this.#open, last]);
    const line = this.#openLine;
    this.#open = [];
    this.#openBytes = 0;
    this.#openLine = this.#line;
    const bytes = whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole;
    if (bytes.length > 0) this.#take(line, bytes);
  }
}

function placeOf(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? Infinity : at;
}

/** The cells of a record, quotes taken off. Linear. */
export function csvCells(text: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ;) {
    let cell: string;
    let next: number;
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      if (end < 0) end = text.length;
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      next = text.indexOf(",", end);
    } else {
      next = text.indexOf(",", at);
      cell = (next < 0 ? text.slice(at) : text.slice(at, next)).trim();
    }
    cells.push(cell);
    if (next < 0) return cells;
    at = next + 1;
  }
}
