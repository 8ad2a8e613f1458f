import type { Canary } from "./canary.ts";

/** Shifted, shorter ones would meet ordinary words. */
const shortest = 8;
const fewestLetters = 6;
const widestGap = 4;
type Turn = "shifted" | "mirrored";
const turns: readonly Turn[] = ["shifted", "mirrored"];

/**
 * Finds a canary read backwards, under any shift of the alphabet, mirrored (Atbash), and inside base64 and hex at any
 * alignment. `hold` is where the text ends with what may become one.
 */
export function findDisguised(
  text: string,
  canary: Canary,
  found: (start: number, end: number) => void,
): number {
  const lower = text.toLowerCase();
  const read = lower.length === text.length ? lower : text;
  let hold = text.length;
  for (const form of canary.encoded) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) found(at, at + form.length);
    for (let size = Math.min(text.length, form.length - 1); size > 0; size--)
      if (text.endsWith(form.slice(0, size))) {
        hold = Math.min(hold, text.length - size);
        break;
      }
  }
  const { codes, turned } = canary;
  if (codes.length < shortest || codes.filter(isSmall).length < fewestLetters) return hold;
  for (let at = 0; at < read.length; at++)
    for (const row of [codes, turned])
      for (const turn of turns) {
        const { count, end, open, key } = follow(read, at, row, turn);
        if (count === row.length && (row === turned || turn === "mirrored" || key > 0)) found(at, end);
        if (open) hold = Math.min(hold, at);
      }
  return hold;
}

interface Reached {
  readonly count: number;
  readonly end: number;
  readonly open: boolean;
  readonly key: number;
}
const nothing: Reached = { count: 0, end: 0, open: false, key: -1 };

function follow(text: string, at: number, codes: Uint16Array, turn: Turn): Reached {
  const fits = keyOf(text.charCodeAt(at), codes[0] ?? 0, turn);
  if (fits === undefined) return nothing;
  let key = fits;
  let count = 1;
  let gap = 0;
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const here = keyOf(code, codes[count] ?? 0, turn);
    if (here !== undefined && (key < 0 || here < 0 || here === key)) {
      key = Math.max(key, here);
      gap = 0;
      if (++count === codes.length) return { count, end: i + 1, open: false, key };
    } else if (++gap > widestGap || isSmall(code) || isDigit(code)) return nothing;
  }
  return { count, end: text.length, open: true, key };
}

/** How far a letter is from the one it may stand for; -1 where it is no letter and stands for itself. */
function keyOf(code: number, stands: number, turn: Turn): number | undefined {
  if (!isSmall(stands)) return code === stands ? -1 : undefined;
  if (!isSmall(code)) return undefined;
  if (turn === "shifted") return (code - stands + 26) % 26;
  return code + stands === 97 + 122 ? 0 : undefined;
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** A canary in base64 at the three alignments, without the digits its neighbours have a part in, and in hex. */
export function encodedForms(canary: string): readonly string[] {
  const forms = new Set<string>();
  for (const word of [canary, canary.toLowerCase(), canary.toUpperCase()]) {
    const hex = Buffer.from(word).toString("hex");
    forms.add(hex).add(hex.toUpperCase());
    for (let before = 0; before < 3; before++) {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]);
      const whole = Math.floor((bytes.length * 8) / 6);
      const form = bytes.toString("base64").slice(Math.ceil((before * 8) / 6), whole);
      forms.add(form).add(form.replaceAll("+", "-").replaceAll("/", "_"));
    }
  }
  return [...forms];
}
