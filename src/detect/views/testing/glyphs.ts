import type { Evasion } from "./evasions.ts";

const perChar =
  (change: (char: string, at: number) => string) =>
  (text: string): string =>
    Array.from(text).map(change).join("");

const alphabet = (capital: number, small: number, holes: Readonly<Record<string, string>> = {}) =>
  perChar((char) => {
    if (holes[char] !== undefined) return holes[char];
    const code = char.charCodeAt(0);
    if (code >= 97 && code <= 122) return String.fromCodePoint(small + code - 97);
    return code >= 65 && code <= 90 ? String.fromCodePoint(capital + code - 65) : char;
  });

const table = (from: string, to: string) => {
  const targets = Array.from(to);
  return perChar((char) => targets[Array.from(from).indexOf(char)] ?? char);
};

const interleave = (sign: string) => perChar((char, at) => (at === 0 || char === " " ? char : sign + char));

/** Other characters that look the same, and characters that do not show. */
export const glyphs: readonly Evasion[] = [
  { name: "cyrillic-lookalikes", evade: table("aceopxyisj", "асеорхуіѕј") },
  { name: "cyrillic-wherever-possible", evade: table("aceopxyisjhkmtbnrwdlg", "асеорхуіѕјһкмтьпгԝԁӏɡ") },
  { name: "greek-lookalikes", evade: table("aeioptuvx", "αειορτυνχ") },
  { name: "armenian-and-cherokee-lookalikes", evade: table("hnousgqARTW", "հոօսѕցզᎪᎡᎢᎳ") },
  { name: "fullwidth", evade: alphabet(0xff21, 0xff41) },
  { name: "mathematical-bold", evade: alphabet(0x1d400, 0x1d41a) },
  { name: "mathematical-script", evade: alphabet(0x1d4d0, 0x1d4ea) },
  { name: "mathematical-fraktur", evade: alphabet(0x1d56c, 0x1d586) },
  { name: "mathematical-monospace", evade: alphabet(0x1d670, 0x1d68a) },
  { name: "circled", evade: alphabet(0x24b6, 0x24d0) },
  { name: "parenthesised", evade: alphabet(0x1f110, 0x249c) },
  { name: "squared", evade: alphabet(0x1f130, 0x1f130) },
  { name: "negative-squared", evade: alphabet(0x1f170, 0x1f170) },
  { name: "negative-circled", evade: alphabet(0x1f150, 0x1f150) },
  { name: "small-capitals", evade: table("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ") },
  { name: "superscript", evade: table("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ") },
  {
    name: "upside-down",
    evade: (text) =>
      Array.from(table("abcdefghijkmnopqrtuvwy", "ɐqɔpǝɟƃɥᴉɾʞɯuodbɹʇnʌʍʎ")(text)).reverse().join(""),
  },
  { name: "zero-width-space", evade: interleave("\u200b") },
  { name: "zero-width-joiner", evade: interleave("\u200d") },
  { name: "word-joiner", evade: interleave("\u2060") },
  { name: "soft-hyphen", evade: interleave("\u00ad") },
  { name: "variation-selector-noise", evade: interleave("\ufe0f") },
  { name: "tag-noise", evade: interleave("\u{e0061}") },
  { name: "bidi-marks", evade: interleave("\u200e") },
  { name: "bidi-override-wrapping", evade: perChar((char) => (char === " " ? char : `\u202d${char}\u202c`)) },
  { name: "hangul-filler", evade: interleave("\u3164") },
  { name: "control-characters", evade: interleave("\u0008") },
  {
    name: "zalgo",
    evade: perChar((char, at) =>
      char === " " ? char : `${char}\u0300\u0316\u0321\u0334${at % 2 === 0 ? "\u0489" : "\u035c"}`,
    ),
  },
  { name: "strike-through", evade: perChar((char) => (char === " " ? char : `${char}\u0336`)) },
  { name: "accented-vowels", evade: table("aeiou", "äëïöü") },
  { name: "no-break-spaces", evade: (text) => text.replaceAll(" ", "\u00a0") },
  {
    name: "tag-characters",
    evade: (text) => `Hello ${perChar((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0)))(text)}`,
  },
  {
    name: "variation-selector-bytes",
    evade: (text) =>
      `😀${[...new TextEncoder().encode(text)].map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join("")}`,
  },
  {
    name: "zero-width-bits",
    evade: (text) =>
      `Hi${[...new TextEncoder().encode(text)].map((byte) => byte.toString(2).padStart(8, "0").replaceAll("0", "\u200b").replaceAll("1", "\u200c")).join("")}`,
  },
];
