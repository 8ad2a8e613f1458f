import { RE2JS } from "re2js";
import { alt, altMatch, emptyWidth, firstRune, isRune, match, type Instruction } from "./instruction.ts";
import { Threads } from "./threads.ts";

/** A pattern, compiled: runs in linear time whatever the pattern and the text. */
export interface Program {
  readonly source: string;
  /** Instructions of the compiled program; what a match costs grows with it. */
  readonly size: number;
  /** The longest match in UTF-16 units; `Infinity` when a repeat has no upper bound. */
  readonly longest: number;
  readonly matchesEmpty: boolean;
  /** Whether it looks at the beginning or end of a text or line. */
  readonly anchored: boolean;
  /** Whether it looks at letters beside the match (word boundaries). */
  readonly bounded: boolean;
  /** Which units may stand at the first four places of a match: by ASCII code, index 128 for everything else. */
  readonly prefix: readonly Uint8Array[];
  /** Whether a match may begin with this ASCII code; index 128 stands for everything else. */
  readonly first: Uint8Array;
  /** End of the match that starts exactly at `start`, looking at no more than `limit` units; -1 when there is none. */
  matchAt(text: string, start: number, limit: number): number;
  /** The leftmost match that starts at or behind `from`. */
  search(text: string, from: number): readonly [number, number] | undefined;
  /**
   * Whether what stands in `text` from `start` on may still become a match, or another match, when more
   * text follows. Exact but for word boundaries, which are taken as met. Looks at `limit` units at most.
   */
  isOpen(text: string, start: number, limit: number): boolean;
}

/** So many units at the beginning of a match are compared before a pattern is run. */
export const prefixUnits = 4;
const wordBoundaries = 16 | 32;

/** @throws the library's own exceptions; `safe-program.ts` turns them into ours */
export function compileProgram(source: string, flags = 0): Program {
  const compiled = RE2JS.compile(source, flags);
  // Safe: the library compiles to exactly this form, and `program.test.ts` holds it to that.
  const program = compiled.re2().prog as { readonly inst: readonly Instruction[]; readonly start: number };
  const code = program.inst;
  const threads = new Threads(code, program.start);
  const first = firstCodes(code, threads.begin);
  const canBegin = (text: string, start: number): boolean =>
    first[Math.min(128, text.charCodeAt(start))] === 1 || start >= text.length;
  return {
    source,
    size: code.length,
    longest: longestMatch(code, program.start),
    matchesEmpty: threads.begin.some((pc) => code[pc]?.op === match),
    anchored: code.some(({ op, arg }) => op === emptyWidth && (arg & ~wordBoundaries) !== 0),
    bounded: code.some(({ op, arg }) => op === emptyWidth && (arg & wordBoundaries) !== 0),
    prefix: threads.prefix(prefixUnits),
    first,
    matchAt(text, start, limit) {
      if (!canBegin(text, start)) return -1;
      const matcher = compiled.matcher(text.slice(start, start + limit));
      return matcher.lookingAt() ? start + matcher.end() : -1;
    },
    search(text, from) {
      const matcher = compiled.matcher(text);
      return matcher.find(from) ? [matcher.start(), matcher.end()] : undefined;
    },
    isOpen: (text, start, limit) => canBegin(text, start) && threads.isOpen(text, start, start + limit),
  };
}

function firstCodes(code: readonly Instruction[], begin: readonly number[]): Uint8Array {
  const first = new Uint8Array(129);
  for (const pc of begin) {
    const instruction = code[pc];
    if (instruction === undefined || !isRune(instruction.op)) continue;
    for (let c = 0; c < 128; c++) if (instruction.matchRune(c)) first[c] = 1;
    // Folded letters and ranges may reach beyond ASCII; not worth telling apart.
    first[128] = 1;
  }
  return first;
}

/** Longest way from the start to a match; a cycle that reads makes it endless. Without recursion: programs are hostile. */
function longestMatch(code: readonly Instruction[], start: number): number {
  const longest = new Float64Array(code.length).fill(Number.NaN);
  const entered = new Uint8Array(code.length);
  const stack = [start];
  while (stack.length > 0) {
    const pc = stack[stack.length - 1] ?? 0;
    const instruction = code[pc];
    if (instruction === undefined || !Number.isNaN(longest[pc] ?? 0)) {
      stack.pop();
      continue;
    }
    const next = successors(instruction);
    if (entered[pc] === 0) {
      entered[pc] = 1;
      for (const to of next) {
        if (entered[to] === 1 && Number.isNaN(longest[to] ?? 0)) return Number.POSITIVE_INFINITY;
        if (Number.isNaN(longest[to] ?? 0)) stack.push(to);
      }
      continue;
    }
    const reach = next.map((to) => longest[to] ?? 0);
    longest[pc] = (isRune(instruction.op) ? unitsOf(instruction) : 0) + Math.max(0, ...reach);
    stack.pop();
  }
  return longest[start] ?? 0;
}

function successors({ op, out, arg }: Instruction): readonly number[] {
  if (op === alt || op === altMatch) return [out, arg];
  return op === match || op === 5 ? [] : [out];
}

/** How many UTF-16 units the instruction may read: letters beyond the first plane take two. */
function unitsOf({ op, runes }: Instruction): number {
  if (op !== firstRune && op !== firstRune + 1) return 2;
  return (runes[runes.length - 1] ?? 0) > 0xffff ? 2 : 1;
}
