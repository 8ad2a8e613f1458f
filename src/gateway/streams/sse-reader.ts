import { isAscii } from "node:buffer";
import { TextDecoder } from "node:util";
import type { SseEvent } from "../dialects/dialect.ts";
import { unreadableAnswer } from "../problems/index.ts";

const fatal = { fatal: true, ignoreBOM: false } as const;

/**
 * Reads server-sent events (HTML standard, section 9.2.6) from bytes that are split anywhere, also inside a
 * character. Linear in the bytes, bounded by `maxEvent` UTF-16 units per event. Comments and `retry` are dropped.
 */
export class SseReader {
  readonly #maxEvent: number;
  #decoder: TextDecoder | undefined;
  /** Pieces of a line that has not ended; joined once. */
  #line: string[] = [];
  #length = 0;
  #afterCr = false;
  #data: string[] = [];
  #event: string | undefined;
  #id: string | undefined;

  constructor(maxEvent: number) {
    this.#maxEvent = maxEvent;
  }

  /**
   * @returns the events that are complete now
   * @throws WireError when the bytes are not UTF-8 or an event is too large
   */
  write(chunk: Uint8Array): readonly SseEvent[] {
    const events: SseEvent[] = [];
    this.#text(this.#decode(chunk), events);
    return events;
  }

  /** The upstream has ended: an event whose blank line is missing counts. */
  end(): readonly SseEvent[] {
    const events: SseEvent[] = [];
    const rest = this.#decoder === undefined ? "" : this.#decodeWith(this.#decoder, undefined);
    this.#text(`${rest}\n\n`, events);
    return events;
  }

  #decode(chunk: Uint8Array): string {
    if (this.#decoder === undefined) {
      if (isAscii(chunk))
        return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
      this.#decoder = new TextDecoder("utf-8", fatal);
    }
    return this.#decodeWith(this.#decoder, chunk);
  }

  #decodeWith(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw unreadableAnswer("The upstream's stream is not UTF-8.", cause);
    }
  }

  #text(text: string, events: SseEvent[]): void {
    let at = 0;
    if (this.#afterCr && text.length > 0) {
      if (text.charCodeAt(0) === 0x0a) at = 1;
      this.#afterCr = false;
    }
    let lf = text.indexOf("\n", at);
    let cr = text.indexOf("\r", at);
    while (lf >= 0 || cr >= 0) {
      const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf;
      this.#endLine(text.slice(at, end), events);
      at = end + 1;
      if (end === cr) {
        if (at === text.length) this.#afterCr = true;
        else if (text.charCodeAt(at) === 0x0a) at += 1;
      }
      if (lf >= 0 && lf < at) lf = text.indexOf("\n", at);
      if (cr >= 0 && cr < at) cr = text.indexOf("\r", at);
    }
    if (at < text.length) {
      this.#grow(text.length - at);
      this.#line.push(text.slice(at));
    }
  }

  #endLine(last: string, events: SseEvent[]): void {
    this.#grow(last.length);
    let line = last;
    if (this.#line.length > 0) {
      line = this.#line.join("") + last;
      this.#line = [];
    }
    if (line !== "") this.#field(line);
    else {
      if (this.#data.length > 0) events.push(this.#take());
      this.#reset();
    }
  }

  #field(line: string): void {
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1);
    if (name === "data") this.#data.push(value);
    else if (name === "event") this.#event = value;
    else if (name === "id" && !value.includes("\0")) this.#id = value;
  }

  #take(): SseEvent {
    const data = this.#data.length === 1 ? (this.#data[0] ?? "") : this.#data.join("\n");
    return {
      data,
      ...(this.#event === undefined || this.#event === "" ? {} : { event: this.#event }),
      ...(this.#id === undefined ? {} : { id: this.#id }),
    };
  }

  #reset(): void {
    this.#data = [];
    this.#event = undefined;
    this.#id = undefined;
    this.#length = 0;
  }

  #grow(by: number): void {
    this.#length += by;
    if (this.#length > this.#maxEvent) {
      throw unreadableAnswer(`An event of the upstream's stream has more than ${this.#maxEvent} characters.`);
    }
  }
}
