/** Code point ranges without a visible form: joiners, variation selectors, tag characters, direction marks. */
const ranges: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
];

/** The text as a person sees it: characters that show nothing are left out. */
export function withoutInvisible(text: string): string {
  let shown = "";
  for (const character of text) if (!isInvisible(character.codePointAt(0) ?? 0)) shown += character;
  return shown;
}

const isInvisible = (code: number): boolean =>
  code >= 0xad && ranges.some(([low, high]) => code >= low && code <= high);
