import { FormatFault } from "../fault/format-fault.ts";

/** Dictionaries beyond this are refused; `xz -9` uses half of it. */
export const largestDictionary = 128 * 1024 * 1024;
/** No symbol takes more input than this. */
const longestSymbol = 24;
const half = 1024;

const states = 12;
const literalStart = 0;

/** Lengths from 2 to 273: three trees, and two choices between them. */
class LengthCoder {
  readonly choice = new Uint16Array(2).fill(half);
  readonly low = new Uint16Array(16 * 8).fill(half);
  readonly mid = new Uint16Array(16 * 8).fill(half);
  readonly high = new Uint16Array(256).fill(half);
}

export type LzmaRest = "input" | "output" | "end";

/**
 * Decodes LZMA, as described in the LZMA specification (Igor Pavlov, 2015) and RFC-like in the public
 * domain SDK. It works on a window of input and a ring of output; whoever drives it refills the one and
 * takes from the other.
 */
export class LzmaDecoder {
  readonly dictionary: Uint8Array;
  /** Where the next byte goes. */
  position = 0;
  /** How much of the dictionary holds something. */
  filled = 0;
  input: Uint8Array = new Uint8Array(0);
  at = 0;
  /** No more input comes behind the window. */
  isLast = false;
  /** From the start of the source to the window, for faults. */
  base = 0;

  #range = 0;
  #code = 0;
  #lc = 0;
  #lp = 0;
  #pb = 0;
  #state = 0;
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;
  #pendingLength = 0;
  #literals = new Uint16Array(0);
  readonly #isMatch = new Uint16Array(states * 16);
  readonly #isRep = new Uint16Array(states);
  readonly #isRepG0 = new Uint16Array(states);
  readonly #isRepG1 = new Uint16Array(states);
  readonly #isRepG2 = new Uint16Array(states);
  readonly #isRep0Long = new Uint16Array(states * 16);
  readonly #slots = new Uint16Array(4 * 64);
  readonly #special = new Uint16Array(128);
  readonly #align = new Uint16Array(16);
  #lengths = new LengthCoder();
  #repLengths = new LengthCoder();

  constructor(dictionarySize: number) {
    if (dictionarySize > largestDictionary)
      throw new FormatFault("too-large", `a dictionary of ${dictionarySize} bytes`, 0);
    this.dictionary = new Uint8Array(Math.max(4096, dictionarySize));
  }

  /** lc, lp and pb in one byte. @throws FormatFault where there are no such */
  setProperties(byte: number): void {
    if (byte >= 225) throw new FormatFault("malformed", "properties that there are not", this.base + this.at);
    this.#lc = byte % 9;
    const rest = Math.floor(byte / 9);
    this.#lp = rest % 5;
    this.#pb = Math.floor(rest / 5);
    this.#literals = new Uint16Array(0x300 << (this.#lc + this.#lp));
    this.resetState();
  }

  resetState(): void {
    this.#state = 0;
    this.#rep0 = this.#rep1 = this.#rep2 = this.#rep3 = 0;
    this.#pendingLength = 0;
    this.#literals.fill(half);
    for (const probabilities of [
      this.#isMatch,
      this.#isRep,
      this.#isRepG0,
      this.#isRepG1,
      this.#isRepG2,
      this.#isRep0Long,
      this.#slots,
      this.#special,
      this.#align,
    ])
      probabilities.fill(half);
    this.#lengths = new LengthCoder();
    this.#repLengths = new LengthCoder();
  }

  /** The first five bytes of range-coded data, which must be in the window. */
  startRange(): void {
    if (this.at + 5 > this.input.length) this.#cut();
    if (this.input[this.at] !== 0) this.#broken("the first byte is not zero");
    this.#range = 0xffffffff;
    this.#code = 0;
    for (let i = 1; i < 5; i++) this.#code = ((this.#code << 8) | (this.input[this.at + i] ?? 0)) >>> 0;
    this.at += 5;
  }

  /** Everything that was coded has been read: true of data that ends where it should. */
  get isRangeDone(): boolean {
    return this.#code === 0;
  }

  /** Bytes as they are, where LZMA2 has such. */
  copy(bytes: Uint8Array): void {
    this.dictionary.set(bytes, this.position);
    this.position += bytes.length;
    this.filled = Math.max(this.filled, this.position);
  }

  /**
   * Decodes until `limit` in the dictionary, which is its end at most.
   *
   * @returns `input` where the window runs low, `end` at an end marker
   */
  run(limit: number): LzmaRest {
    const { dictionary } = this;
    const safe = this.isLast ? Infinity : this.input.length - longestSymbol;
    while (this.position < limit) {
      if (this.#pendingLength > 0) {
        this.#copyMatch(limit);
        continue;
      }
      if (this.at > safe) return "input";
      if (this.at > this.input.length) this.#cut();
      const positionState = this.#processed & ((1 << this.#pb) - 1);
      const place = (this.#state << 4) + positionState;
      if (this.#bit(this.#isMatch, place) === 0) {
        const byte = this.#literal();
        dictionary[this.position++] = byte;
        this.#processed += 1;
        continue;
      }
      const isEnd = this.#match(place, positionState);
      if (isEnd) return "end";
      if (this.#rep0 >= this.#available()) this.#broken("a copy from before the beginning");
    }
    if (this.at > this.input.length) this.#cut();
    return "output";
  }

  /** Bytes decoded since the dictionary was last reset: literal contexts depend on it. */
  #processed = 0;
  /** The dictionary is forgotten: nothing may be copied from before. */
  resetDictionary(): void {
    this.#processed = 0;
    this.filled = 0;
    this.position = 0;
    this.#wrapped = false;
  }
  #wrapped = false;
  /** Goes on at the start of the ring. */
  wrap(): void {
    this.position = 0;
    this.#wrapped = true;
  }
  addProcessed(count: number): void {
    this.#processed += count;
  }

  #available(): number {
    return this.#wrapped ? this.dictionary.length : this.position;
  }

  #copyMatch(limit: number): void {
    const { dictionary } = this;
    const count = Math.min(this.#pendingLength, limit - this.position);
    let from = this.position - this.#rep0 - 1;
    if (from < 0) from += dictionary.length;
    for (let i = 0; i < count; i++) {
      dictionary[this.position++] = dictionary[from++] ?? 0;
      if (from === dictionary.length) from = 0;
    }
    this.#processed += count;
    this.#pendingLength -= count;
  }

  #literal(): number {
    const { dictionary } = this;
    const before = this.position > 0 ? dictionary[this.position - 1] : this.#wrapped ? dictionary.at(-1) : 0;
    const context =
      ((this.#processed & ((1 << this.#lp) - 1)) << this.#lc) + ((before ?? 0) >> (8 - this.#lc));
    const base = literalStart + 0x300 * context;
    let symbol = 1;
    if (this.#state >= 7) {
      let from = this.position - this.#rep0 - 1;
      if (from < 0) from += dictionary.length;
      let match = dictionary[from] ?? 0;
      do {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = this.#bit(this.#literals, base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, base + symbol);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
    return symbol & 0xff;
  }

  /** Length and distance of the next copy; true at the end marker. */
  #match(place: number, positionState: number): boolean {
    const state = this.#state;
    if (this.#bit(this.#isRep, state) === 0) {
      this.#rep3 = this.#rep2;
      this.#rep2 = this.#rep1;
      this.#rep1 = this.#rep0;
      const length = this.#length(this.#lengths, positionState);
      this.#state = state < 7 ? 7 : 10;
      this.#rep0 = this.#distance(length);
      if (this.#rep0 === 0xffffffff) return true;
      this.#pendingLength = length;
      return false;
    }
    if (this.#available() === 0) this.#broken("a copy before there is anything");
    if (this.#bit(this.#isRepG0, state) === 0) {
      if (this.#bit(this.#isRep0Long, place) === 0) {
        this.#state = state < 7 ? 9 : 11;
        this.#pendingLength = 1;
        return false;
      }
    } else {
      let distance: number;
      if (this.#bit(this.#isRepG1, state) === 0) distance = this.#rep1;
      else {
        if (this.#bit(this.#isRepG2, state) === 0) distance = this.#rep2;
        else {
          distance = this.#rep3;
          this.#rep3 = this.#rep2;
        }
        this.#rep2 = this.#rep1;
      }
      this.#rep1 = this.#rep0;
      this.#rep0 = distance;
    }
    this.#pendingLength = this.#length(this.#repLengths, positionState);
    this.#state = state < 7 ? 8 : 11;
    return false;
  }

  #length(coder: LengthCoder, positionState: number): number {
    if (this.#bit(coder.choice, 0) === 0) return 2 + this.#tree(coder.low, positionState << 3, 3);
    if (this.#bit(coder.choice, 1) === 0) return 10 + this.#tree(coder.mid, positionState << 3, 3);
    return 18 + this.#tree(coder.high, 0, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const distance = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) return distance + this.#reverse(this.#special, distance - slot, bits);
    let direct = 0;
    for (let i = bits - 4; i > 0; i--) {
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      direct = direct * 2 + (isOne ? 1 : 0);
      this.#normalise();
    }
    return distance + direct * 16 + this.#reverse(this.#align, 0, 4);
  }

  #tree(probabilities: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.#bit(probabilities, base + symbol);
    return symbol - (1 << bits);
  }

  #reverse(probabilities: Uint16Array, base: number, bits: number): number {
    let tree = 1;
    let symbol = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(probabilities, base + tree);
      tree = (tree << 1) | bit;
      symbol |= bit << i;
    }
    return symbol;
  }

  #bit(probabilities: Uint16Array, index: number): 0 | 1 {
    const probability = probabilities[index] ?? half;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + ((2048 - probability) >> 5);
      this.#normalise();
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> 5);
    this.#normalise();
    return 1;
  }

  /** Keeps the range large enough; past the end of input it reads zeros, which `run` notices. */
  #normalise(): void {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | (this.input[this.at++] ?? 0)) >>> 0;
  }

  #broken(why: string): never {
    throw new FormatFault("malformed", why, this.base + this.at);
  }
  #cut(): never {
    throw new FormatFault("truncated", "the LZMA data ends early", this.base + this.input.length);
  }
}
