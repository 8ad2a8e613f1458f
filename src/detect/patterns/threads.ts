import {
  alt,
  altMatch,
  capture,
  emptyWidth,
  isRune,
  isWide,
  match,
  nop,
  type Instruction,
} from "./instruction.ts";

interface ThreadSet {
  readonly at: readonly number[];
  /** The set behind each ASCII letter, where it is known already. */
  readonly behind: (ThreadSet | undefined)[];
}

const mostSets = 1024;
const none: ThreadSet = { at: [], behind: [] };

/**
 * Follows all threads of a program at once (Thompson, CACM 11(6), 1968) to see whether any is left. Sets of
 * threads met before are remembered, up to a bound, so that a letter usually costs one look-up.
 */
export class Threads {
  readonly begin: readonly number[];
  readonly #code: readonly Instruction[];
  readonly #seen: Int32Array;
  readonly #sets = new Map<string, ThreadSet>();
  readonly #first: ThreadSet;
  #round = 0;

  constructor(code: readonly Instruction[], start: number) {
    this.#code = code;
    this.#seen = new Int32Array(code.length);
    this.begin = this.#closure([start]);
    this.#first = this.#intern(this.begin);
  }

  /**
   * For the first units of a match, which may stand there: by ASCII code, index 128 for everything else. Behind
   * the shortest match anything may.
   */
  prefix(units: number): readonly Uint8Array[] {
    const tables: Uint8Array[] = [];
    let at = this.begin;
    let ended = false;
    for (let unit = 0; unit < units; unit++) {
      const here = at.flatMap((pc) => this.#code[pc] ?? []);
      const runes = here.filter(({ op }) => isRune(op));
      ended ||= here.some(({ op }) => op === match);
      const table = new Uint8Array(129);
      for (let code = 0; code < 128; code++)
        if (ended || runes.some((one) => one.matchRune(code))) table[code] = 1;
      if (ended || runes.some(isWide)) table[128] = 1;
      tables.push(table);
      at = this.#closure(runes.map(({ out }) => out));
    }
    return tables;
  }

  /** Whether a thread that began at `start` lives at the end of the text. None looks beyond `limit`. */
  isOpen(text: string, start: number, limit: number): boolean {
    let set = this.#first;
    for (let i = start; i < text.length; i++) {
      if (i > limit) return false;
      const code = text.charCodeAt(i);
      if (code < 128) {
        set = set.behind[code] ??= this.#step(set, code);
      } else {
        const rune = text.codePointAt(i) ?? code;
        // Half of a pair at the end: the other half decides.
        if (i === text.length - 1 && rune >= 0xd800 && rune < 0xdc00) return true;
        set = this.#step(set, rune);
        if (rune > 0xffff) i++;
      }
      if (set === none) return false;
    }
    return true;
  }

  #step(set: ThreadSet, rune: number): ThreadSet {
    const next: number[] = [];
    for (const pc of set.at) {
      const instruction = this.#code[pc];
      if (instruction !== undefined && isRune(instruction.op) && instruction.matchRune(rune))
        next.push(instruction.out);
    }
    return next.length === 0 ? none : this.#intern(this.#closure(next));
  }

  #intern(at: readonly number[]): ThreadSet {
    const key = at.join();
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const set: ThreadSet = { at, behind: [] };
    if (this.#sets.size >= mostSets) return set;
    this.#sets.set(key, set);
    return set;
  }

  /** Instructions that read or accept, reachable without reading. Word boundaries count as met. */
  #closure(from: readonly number[]): number[] {
    this.#round++;
    const found: number[] = [];
    const stack = [...from];
    for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
      if (this.#seen[pc] === this.#round) continue;
      this.#seen[pc] = this.#round;
      const instruction = this.#code[pc];
      if (instruction === undefined) continue;
      const { op, out, arg } = instruction;
      if (op === alt || op === altMatch) stack.push(arg, out);
      else if (op === capture || op === nop || op === emptyWidth) stack.push(out);
      else if (op === match || isRune(op)) found.push(pc);
    }
    return found.sort((a, b) => a - b);
  }
}
