const simple: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;

/** What Python's `unicode-escape` makes of the inside of a literal: `\x5f`, `\137` and `\u005f` are all `_`. */
export function unescapeLiteral(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    escape,
    (
      whole,
      hex: string | undefined,
      four: string | undefined,
      eight: string | undefined,
      octal: string | undefined,
      sign: string | undefined,
    ) => {
      const digits = hex ?? four ?? eight;
      if (digits !== undefined) return character(Number.parseInt(digits, 16), whole);
      if (octal !== undefined) return character(Number.parseInt(octal, 8), whole);
      return simple[sign ?? ""] ?? whole;
    },
  );
}

function character(code: number, whole: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
