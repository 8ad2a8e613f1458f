import { shortDigest } from "../digest.ts";

/** A text with numbers in it, gone through one after the other. */
export type NumberWalk = {
  /** Digest of the text with its numbers taken out. */
  readonly skeleton: string;
  readonly numbers: readonly number[];
  /** Which number moves, and by how much each time. */
  readonly slot: number;
  readonly by: number;
  readonly run: number;
};

const mostWalks = 4;
const mostNumbers = 8;

/** The walks after one text more, the one it belongs to last; unchanged when it has no numbers, or too many. */
export function walkOn(walks: readonly NumberWalk[], text: string): readonly NumberWalk[] {
  const numbers = (text.match(/\d+/gu) ?? []).map(Number);
  if (numbers.length === 0 || numbers.length > mostNumbers || !numbers.every(Number.isSafeInteger))
    return walks;
  const skeleton = shortDigest(text.toLowerCase().replaceAll(/\d+/gu, "#"));
  const before = walks.find((walk) => walk.skeleton === skeleton);
  const next = before === undefined ? { skeleton, numbers, slot: -1, by: 0, run: 0 } : moved(before, numbers);
  return [...walks.filter((walk) => walk.skeleton !== skeleton), next].slice(-mostWalks);
}

function moved(walk: NumberWalk, numbers: readonly number[]): NumberWalk {
  const changes = numbers.flatMap((number, slot) => (number === walk.numbers[slot] ? [] : [slot]));
  const [slot] = changes;
  if (slot === undefined) return walk;
  if (changes.length > 1) return { ...walk, numbers, slot: -1, by: 0, run: 0 };
  const by = (numbers[slot] ?? 0) - (walk.numbers[slot] ?? 0);
  const same = walk.slot === slot && walk.by === by;
  return { ...walk, numbers, slot, by, run: same ? walk.run + 1 : 1 };
}
