import { ABSENT, TUPLE } from "./kinds.ts";

const pageBits = 16;
const pageSize = 1 << pageBits;

/**
 * The memo: any index, in pages for those that come in order and a map for the others, bounded in
 * both. What does not fit is forgotten, and `forgot` says so: a later look-up there is an unknown value.
 */
export class PickleMemo {
  /** How many entries there are: where MEMOIZE writes. */
  count = 0;
  forgot = false;
  /** What the look-up found. */
  kind = ABSENT;
  value = 0;
  readonly #kinds: Uint8Array[] = [];
  readonly #values: Float64Array[] = [];
  /** Index to slot of the two arrays behind it. */
  readonly #sparse = new Map<number, number>();
  #sparseKinds = new Uint8Array(0);
  #sparseValues = new Float64Array(0);
  #slots = 0;
  /** 1 for a page that refers to the heap: only those matter to a sweep. */
  readonly #refers: Uint8Array;
  readonly #maxPages: number;
  readonly #maxSparse: number;

  constructor(maxDense = 8 * 1024 * 1024, maxSparse = 200_000) {
    this.#maxPages = Math.max(1, maxDense >>> pageBits);
    this.#maxSparse = maxSparse;
    this.#refers = new Uint8Array(this.#maxPages);
  }

  put(index: number, kind: number, value: number): void {
    const page = index < 0x40000000 ? index >> pageBits : Math.floor(index / pageSize);
    if (page >= this.#kinds.length && !this.#addPage(page)) return this.#putSparse(index, kind, value);
    const kinds = this.#kinds[page];
    const values = this.#values[page];
    if (kinds === undefined || values === undefined) return;
    const at = index & (pageSize - 1);
    if (kinds[at] === ABSENT) this.count += 1;
    if (kind >= TUPLE) this.#refers[page] = 1;
    kinds[at] = kind;
    values[at] = value;
  }

  /** Whether there is such an entry; `kind` and `value` then hold it. */
  get(index: number): boolean {
    const page = index < 0x40000000 ? index >> pageBits : Math.floor(index / pageSize);
    const kinds = this.#kinds[page];
    if (kinds !== undefined) {
      const at = index & (pageSize - 1);
      this.kind = kinds[at] ?? ABSENT;
      this.value = this.#values[page]?.[at] ?? 0;
      return this.kind !== ABSENT;
    }
    const slot = this.#sparse.get(index);
    if (slot === undefined) return false;
    this.kind = this.#sparseKinds[slot] ?? ABSENT;
    this.value = this.#sparseValues[slot] ?? 0;
    return true;
  }

  /** The entries that may refer to the heap, to be rewritten in place: its indexes move in a sweep. */
  *pages(): Generator<{ readonly kinds: Uint8Array; readonly values: Float64Array }> {
    for (const [i, kinds] of this.#kinds.entries()) {
      const values = this.#values[i];
      if (values !== undefined && this.#refers[i] === 1) yield { kinds, values };
    }
    yield { kinds: this.#sparseKinds, values: this.#sparseValues };
  }

  /** After a sweep: pages of which every reference was given up need not be looked at again. */
  settlePages(): void {
    for (const [i, kinds] of this.#kinds.entries())
      if (this.#refers[i] === 1 && !refersToHeap(kinds)) this.#refers[i] = 0;
  }

  #addPage(page: number): boolean {
    if (page !== this.#kinds.length || page >= this.#maxPages) return false;
    const kinds = new Uint8Array(pageSize);
    const values = new Float64Array(pageSize);
    this.#kinds.push(kinds);
    this.#values.push(values);
    const from = page * pageSize;
    for (const [index, slot] of this.#sparse) {
      if (index < from || index >= from + pageSize) continue;
      kinds[index - from] = this.#sparseKinds[slot] ?? ABSENT;
      values[index - from] = this.#sparseValues[slot] ?? 0;
      this.#sparseKinds[slot] = ABSENT;
      this.#refers[page] = 1;
      this.#sparse.delete(index);
    }
    return true;
  }

  #putSparse(index: number, kind: number, value: number): void {
    let slot = this.#sparse.get(index);
    if (slot === undefined) {
      this.count += 1;
      if (this.#slots >= this.#maxSparse) {
        this.forgot = true;
        return;
      }
      slot = this.#slots++;
      if (slot === this.#sparseKinds.length) this.#growSparse();
      this.#sparse.set(index, slot);
    }
    this.#sparseKinds[slot] = kind;
    this.#sparseValues[slot] = value;
  }

  #growSparse(): void {
    const kinds = new Uint8Array(Math.max(64, this.#slots * 2));
    const values = new Float64Array(kinds.length);
    kinds.set(this.#sparseKinds);
    values.set(this.#sparseValues);
    this.#sparseKinds = kinds;
    this.#sparseValues = values;
  }
}

function refersToHeap(kinds: Uint8Array): boolean {
  for (let i = 0; i < kinds.length; i++) if ((kinds[i] ?? 0) >= TUPLE) return true;
  return false;
}
