/**
 * Makes hostile text safe and honest to show: control characters, escape sequences, bidirectional
 * overrides, zero-width and tag characters become visible marks such as `⟨U+202E⟩`. Line feeds and tabs stay.
 * Text from targets and files must pass through here before it reaches a terminal.
 *
 * @example visibleText("a\u001b[31mb") // "a⟨ESC⟩[31mb"
 */
export function visibleText(text: string): string {
  let shown = "";
  for (const character of text) shown += mark(character);
  return shown;
}

/** Whether a character has no visible form of its own, or changes how its neighbours are shown. */
export function isHidden(codePoint: number): boolean {
  return (
    (codePoint < 0x20 && codePoint !== 0x0a && codePoint !== 0x09) ||
    (codePoint >= 0x7f && codePoint <= 0x9f) ||
    codePoint === 0xad ||
    codePoint === 0x34f ||
    codePoint === 0x61c ||
    codePoint === 0x115f ||
    codePoint === 0x1160 ||
    codePoint === 0x17b4 ||
    codePoint === 0x17b5 ||
    (codePoint >= 0x180b && codePoint <= 0x180f) ||
    (codePoint >= 0x200b && codePoint <= 0x200f) ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2060 && codePoint <= 0x206f) ||
    codePoint === 0x3164 ||
    (codePoint >= 0xd800 && codePoint <= 0xdfff) ||
    (codePoint >= 0xfe00 && codePoint <= 0xfe0f) ||
    codePoint === 0xfeff ||
    codePoint === 0xffa0 ||
    (codePoint >= 0xfff9 && codePoint <= 0xfffb) ||
    (codePoint >= 0xe0000 && codePoint <= 0xe0fff)
  );
}

function mark(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  if (!isHidden(codePoint)) return character;
  if (codePoint === 0x1b) return "⟨ESC⟩";
  return `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
