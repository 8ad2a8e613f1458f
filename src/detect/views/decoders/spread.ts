import { wordStarts } from "../language/segment.ts";
import type { Piece } from "../mapped.ts";
import { writer } from "./decoder.ts";

export interface Unit {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Letters that stood apart, put together. Where no blank among them tells the words, they are found by the
 * vocabulary, and a blank put between stands for what lay between the letters.
 */
export function spread(units: readonly Unit[]): Piece {
  const all = units.map(({ text }) => text).join("");
  const starts =
    /^[a-z]+$/iu.test(all) && all.length >= 6 && all.length === units.length
      ? wordStarts(all.toLowerCase())
      : undefined;
  const begins = new Set(starts);
  const out = writer();
  units.forEach((unit, i) => {
    const before = units[i - 1];
    if (before && begins.has(i)) out.put(" ", Math.min(before.to, unit.from), Math.max(before.to, unit.from));
    out.put(unit.text, unit.from, unit.to);
  });
  return out.piece(units[0]?.from ?? 0, units.at(-1)?.to ?? 0);
}
