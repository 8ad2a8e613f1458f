const p1 = 0x9e3779b1;
const p2 = 0x85ebca77;
const p3 = 0xc2b2ae3d;
const p4 = 0x27d4eb2f;
const p5 = 0x165667b1;

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const round = (lane: number, input: number): number =>
  Math.imul(rotate((lane + Math.imul(input, p2)) | 0, 13), p1);

/** xxHash32 with seed 0 (xxHash specification 0.1.1), of bytes that come in pieces. */
export class Xxh32 {
  readonly #lanes = new Int32Array([p1 + p2, p2, 0, -p1]);
  readonly #kept = new Uint8Array(16);
  #keptLength = 0;
  #length = 0;

  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    if (this.#keptLength > 0) {
      at = Math.min(16 - this.#keptLength, bytes.length);
      this.#kept.set(bytes.subarray(0, at), this.#keptLength);
      this.#keptLength += at;
      if (this.#keptLength < 16) return this;
      this.#stripes(this.#kept, 0, 16);
      this.#keptLength = 0;
    }
    const whole = at + ((bytes.length - at) & ~15);
    this.#stripes(bytes, at, whole);
    this.#kept.set(bytes.subarray(whole));
    this.#keptLength = bytes.length - whole;
    return this;
  }

  digest(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    let hash =
      this.#length >= 16 ? (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0 : p5 | 0;
    hash = (hash + this.#length) | 0;
    const view = new DataView(this.#kept.buffer);
    let at = 0;
    for (; at + 4 <= this.#keptLength; at += 4)
      hash = Math.imul(rotate((hash + Math.imul(view.getUint32(at, true), p3)) | 0, 17), p4);
    for (; at < this.#keptLength; at++)
      hash = Math.imul(rotate((hash + Math.imul(this.#kept[at] ?? 0, p5)) | 0, 11), p1);
    hash = Math.imul(hash ^ (hash >>> 15), p2);
    hash = Math.imul(hash ^ (hash >>> 13), p3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #stripes(bytes: Uint8Array, from: number, to: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    for (let at = from; at < to; at += 16) {
      a = round(a, view.getUint32(at, true));
      b = round(b, view.getUint32(at + 4, true));
      c = round(c, view.getUint32(at + 8, true));
      d = round(d, view.getUint32(at + 12, true));
    }
    this.#lanes.set([a, b, c, d]);
  }
}
