import { separatorOf } from "./letters.ts";

/** One layout, spelled out: the lengths of its groups, the separators before each, the class of each character. */
export interface Layout {
  readonly lengths: readonly number[];
  /** Separator before the group; 0 for the first. */
  readonly separators: readonly number[];
  readonly classes: string;
  readonly distinctive: boolean;
}

const repeated = /([9AXxh])\{(\d+)(?:,(\d+))?\}/u;

/** All layouts a notation stands for (see `Identifier.layouts`). */
export function spellOut(notation: string): Layout[] {
  const distinctive = notation.startsWith("!");
  const text = distinctive ? notation.slice(1) : notation;
  const variants = text.includes("~") ? [" ", "-", "."].map((one) => text.replaceAll("~", one)) : [text];
  return variants.flatMap(repeat).map((one) => groupsOf(one, distinctive));
}

function repeat(text: string): string[] {
  const found = repeated.exec(text);
  if (found === null) return [text];
  const [whole, letter = "9", least = "1", most = least] = found;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + whole.length);
  const all: string[] = [];
  for (let n = Number(least); n <= Number(most); n++) all.push(...repeat(before + letter.repeat(n) + after));
  return all;
}

function groupsOf(text: string, distinctive: boolean): Layout {
  const lengths: number[] = [];
  const separators: number[] = [];
  let classes = "";
  let length = 0;
  let separator = 0;
  for (const letter of text) {
    const next = separatorOf(letter.charCodeAt(0));
    if (next === 0) {
      classes += letter;
      length++;
      continue;
    }
    lengths.push(length);
    separators.push(separator);
    length = 0;
    separator = next;
  }
  lengths.push(length);
  separators.push(separator);
  return { lengths, separators, classes, distinctive };
}

/** Whether the characters are of the classes. */
export function fits(compact: string, classes: string): boolean {
  if (compact.length !== classes.length) return false;
  for (let i = 0; i < classes.length; i++)
    if (!isOf(compact.charCodeAt(i), classes.charCodeAt(i))) return false;
  return true;
}

function isOf(code: number, kind: number): boolean {
  const number = code >= 0x30 && code <= 0x39;
  const capital = code >= 0x41 && code <= 0x5a;
  switch (kind) {
    case 0x39:
      return number;
    case 0x41:
      return capital;
    case 0x58:
      return number || capital;
    case 0x78:
      return number || capital || (code >= 0x61 && code <= 0x7a);
    default:
      return number || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
  }
}
