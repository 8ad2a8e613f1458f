import { lookalikes, styled } from "./lookalikes.ts";
import { isMark } from "./marks.ts";

/** What the normaliser has to do about a UTF-16 unit beyond ASCII. */
export const unitClass = {
  /** Needs a look at its code point and its neighbours. */
  open: 0,
  /** A letter or mark of a script that does not pass for Latin. */
  genuine: 1,
  /** A letter of another script that passes for a Latin one. */
  lookalike: 2,
  /** A letter of a script written without spaces: a word of its own. */
  ideograph: 3,
  /** A Latin letter with an accent, or a Latin letter beyond ASCII. */
  latin: 4,
  /** A sign that stays as it is. */
  sign: 5,
  space: 6,
} as const;

const blocks: (Uint8Array | undefined)[] = [];

/** The class of a UTF-16 unit; tables are made block by block when they are first asked for. */
export function classOfUnit(unit: number): number {
  const block = (blocks[unit >> 8] ??= blockAt(unit & 0xff00));
  return block[unit & 0xff] ?? unitClass.open;
}

function blockAt(start: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, i) => classify(start + i));
}

const ignorable = /\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cc}/u;
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Bopo}\p{scx=Yiii}]/u;

function classify(unit: number): number {
  const char = String.fromCharCode(unit);
  if (/\s/u.test(char) && char !== "\ufeff") return unitClass.space;
  if (ignorable.test(char) || isMark(unit) || unit === 0x2800) return unitClass.open;
  if (styled.has(char)) return unitClass.open;
  if (lookalikes.has(char)) return unitClass.lookalike;
  // Spelling it out changes nothing for a reader, and it is in half of all prose.
  if (char === "…") return unitClass.sign;
  if (char.normalize("NFKC") !== char) return unitClass.open;
  if (/\p{Script=Latin}/u.test(char)) return unitClass.latin;
  if (unspaced.test(char) && /[\p{L}\p{M}\p{N}\p{P}]/u.test(char)) return unitClass.ideograph;
  if (/[\p{L}\p{M}]/u.test(char)) return unitClass.genuine;
  return unitClass.sign;
}
