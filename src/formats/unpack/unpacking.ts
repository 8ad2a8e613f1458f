/**
 * A decoder of one packed stream: yields what comes out, and returns the offset behind the stream. It
 * holds a bounded window whatever the stream says, takes time linear in what goes in and comes out, and
 * throws `FormatFault` where the stream breaks its rules or ends early.
 */
export type Decoder = AsyncGenerator<Uint8Array, number>;

/** The chunks of a decoder, which remembers where it ended: `for await` would lose that. */
export class Unpacking implements AsyncIterable<Uint8Array> {
  readonly #decoder: Decoder;
  /** Behind the packed stream; known once all chunks have come. */
  end: number | undefined;
  /** Bytes that came out so far. */
  bytes = 0;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = await this.#decoder.next();
      if (next.done === true) {
        this.end = next.value;
        return;
      }
      this.bytes += next.value.length;
      yield next.value;
    }
  }
}
