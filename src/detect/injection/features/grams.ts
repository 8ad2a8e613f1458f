import { wordBits } from "./tables.ts";

/** What stands before and after a word in its character n-grams. */
export const boundary = 0x20;

const shift = 32 - wordBits;
/** A piece has at most some 400 units of three n-grams and as many tokens of three. */
const indices = new Int32Array(8192);

/**
 * The n-gram features of the piece being read: character 5-grams by a hash over the last units,
 * and whatever word hashes are added. A class, because its fields are read and written at every character.
 */
export class Grams {
  readonly indices = indices;
  count = 0;
  /** The last units, the nearest first, and how many of them belong to this word. */
  private a = boundary;
  private b = 0;
  private c = 0;
  private d = 0;
  private known = 1;

  restart(): void {
    this.a = boundary;
    this.known = 1;
  }

  next(unit: number): void {
    const known = this.known;
    if (known >= 4 && this.count < indices.length - 8) {
      const five =
        Math.imul(unit, 0x1b873593) ^
        Math.imul(this.a, 0x4cf5ad43) ^
        Math.imul(this.b, 0x2745937f) ^
        Math.imul(this.c, 0x38b34ae5) ^
        Math.imul(this.d, 0x165667b1);
      indices[this.count++] = Math.imul(five ^ (five >>> 15), 0x27d4eb2f) >>> shift;
    }
    this.d = this.c;
    this.c = this.b;
    this.b = this.a;
    this.a = unit;
    this.known = known + 1;
  }

  add(hash: number): void {
    indices[this.count++] = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> shift;
  }

  flush(): void {
    this.count = 0;
  }
}

/** One at a time: the array is kept between scans. */
export const createGrams = (): Grams => new Grams();
