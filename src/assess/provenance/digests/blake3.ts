/**
 * BLAKE3, the plain hash of 32 bytes (github.com/BLAKE3-team/BLAKE3-specs, sections 2.1 to 2.6). Node has no
 * BLAKE3 of its own, and signatures of models name it. Memory is constant: one block and one chaining value a
 * level of the tree.
 */
const iv = Uint32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);
const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const [chunkStart, chunkEnd, parent, root] = [1, 2, 4, 8];
const blockBytes = 64;
const chunkBytes = 1024;

/** Which word of the message each of the 7 rounds reads at each of its 16 places. */
const schedule: Uint8Array = (() => {
  const order = new Uint8Array(7 * 16);
  for (let i = 0; i < 16; i++) order[i] = i;
  for (let i = 16; i < order.length; i++) order[i] = order[i - 16 - (i % 16) + at(permutation, i % 16)] ?? 0;
  return order;
})();

function at(list: ArrayLike<number>, i: number): number {
  return list[i] ?? 0;
}

const state = new Uint32Array(16);

/* Indices are constants below 16, so reading never misses; `| 0` keeps it to integers. */
function mix(a: number, b: number, c: number, d: number, x: number, y: number): void {
  let va = at(state, a);
  let vb = at(state, b);
  let vc = at(state, c);
  let vd = at(state, d);
  va = (va + vb + x) | 0;
  vd ^= va;
  vd = (vd >>> 16) | (vd << 16);
  vc = (vc + vd) | 0;
  vb ^= vc;
  vb = (vb >>> 12) | (vb << 20);
  va = (va + vb + y) | 0;
  vd ^= va;
  vd = (vd >>> 8) | (vd << 24);
  vc = (vc + vd) | 0;
  vb ^= vc;
  vb = (vb >>> 7) | (vb << 25);
  state[a] = va;
  state[b] = vb;
  state[c] = vc;
  state[d] = vd;
}

/** Writes the first half of the output, which is the new chaining value, into `out`. */
function compress(
  chaining: Uint32Array,
  block: Uint32Array,
  counter: number,
  length: number,
  flags: number,
  out: Uint32Array,
): void {
  state.set(chaining);
  state[8] = at(iv, 0);
  state[9] = at(iv, 1);
  state[10] = at(iv, 2);
  state[11] = at(iv, 3);
  state[12] = counter | 0;
  state[13] = Math.floor(counter / 0x1_0000_0000);
  state[14] = length;
  state[15] = flags;
  for (let round = 0; round < 112; round += 16) {
    const m = (i: number): number => at(block, at(schedule, round + i));
    mix(0, 4, 8, 12, m(0), m(1));
    mix(1, 5, 9, 13, m(2), m(3));
    mix(2, 6, 10, 14, m(4), m(5));
    mix(3, 7, 11, 15, m(6), m(7));
    mix(0, 5, 10, 15, m(8), m(9));
    mix(1, 6, 11, 12, m(10), m(11));
    mix(2, 7, 8, 13, m(12), m(13));
    mix(3, 4, 9, 14, m(14), m(15));
  }
  for (let i = 0; i < 8; i++) out[i] = at(state, i) ^ at(state, i + 8);
}

/** Hashes what it is given piece by piece. `digest` ends it. */
export class Blake3 {
  readonly #chaining = Uint32Array.from(iv);
  readonly #block = new Uint8Array(blockBytes);
  readonly #words = new Uint32Array(16);
  readonly #stack: Uint32Array[] = [];
  #inBlock = 0;
  #blocks = 0;
  #chunk = 0;

  update(bytes: Uint8Array): this {
    let from = 0;
    while (from < bytes.length) {
      if (this.#inBlock === blockBytes) {
        this.#closeBlock();
        if (this.#blocks * blockBytes === chunkBytes) this.#closeChunk();
      }
      const take = Math.min(blockBytes - this.#inBlock, bytes.length - from);
      this.#block.set(bytes.subarray(from, from + take), this.#inBlock);
      this.#inBlock += take;
      from += take;
    }
    return this;
  }

  digest(): Uint8Array {
    this.#load();
    let flags = (this.#blocks === 0 ? chunkStart : 0) | chunkEnd;
    let [counter, length] = [this.#chunk, this.#inBlock];
    let chaining = Uint32Array.from(this.#chaining);
    for (let left = this.#stack.pop(); left !== undefined; left = this.#stack.pop()) {
      const right = new Uint32Array(8);
      compress(chaining, this.#words, counter, length, flags, right);
      this.#words.set(left);
      this.#words.set(right, 8);
      [chaining, counter, length, flags] = [Uint32Array.from(iv), 0, blockBytes, parent];
    }
    const out = new Uint32Array(8);
    compress(chaining, this.#words, counter, length, flags | root, out);
    const bytes = new Uint8Array(32);
    const view = new DataView(bytes.buffer);
    out.forEach((word, i) => view.setUint32(4 * i, word, true));
    return bytes;
  }

  #load(): void {
    this.#block.fill(0, this.#inBlock);
    const block = this.#block;
    for (let i = 0; i < 16; i++)
      this.#words[i] =
        at(block, 4 * i) |
        (at(block, 4 * i + 1) << 8) |
        (at(block, 4 * i + 2) << 16) |
        (at(block, 4 * i + 3) << 24);
  }

  /** The last block of a chunk is closed by {@link #closeChunk}. */
  #closeBlock(): void {
    this.#load();
    const last = this.#blocks * blockBytes === chunkBytes - blockBytes;
    const flags = (this.#blocks === 0 ? chunkStart : 0) | (last ? chunkEnd : 0);
    compress(this.#chaining, this.#words, this.#chunk, blockBytes, flags, this.#chaining);
    this.#blocks += 1;
    this.#inBlock = 0;
  }

  /** Joins whole subtrees: as many as the number of chunks so far has trailing zeros. */
  #closeChunk(): void {
    let value = Uint32Array.from(this.#chaining);
    this.#chunk += 1;
    for (let count = this.#chunk; count % 2 === 0; count /= 2) {
      const left = this.#stack.pop();
      if (left === undefined) break;
      this.#words.set(left);
      this.#words.set(value, 8);
      value = new Uint32Array(8);
      compress(iv, this.#words, 0, blockBytes, parent, value);
    }
    this.#stack.push(value);
    this.#chaining.set(iv);
    this.#blocks = 0;
  }
}
