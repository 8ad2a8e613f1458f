import { hints } from "../chunks/index.ts";
import { writer, type Decoder } from "./decoder.ts";

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  sol: "/",
  bsol: "\\",
  colon: ":",
  semi: ";",
  comma: ",",
  period: ".",
  excl: "!",
  quest: "?",
  num: "#",
  equals: "=",
  plus: "+",
  hyphen: "-",
  dash: "-",
  lowbar: "_",
  lpar: "(",
  rpar: ")",
  lsqb: "[",
  lbrack: "[",
  rsqb: "]",
  rbrack: "]",
  lcub: "{",
  lbrace: "{",
  rcub: "}",
  rbrace: "}",
  ast: "*",
  commat: "@",
  dollar: "$",
  percnt: "%",
  grave: "`",
  verbar: "|",
  vert: "|",
  Tab: "\t",
  NewLine: "\n",
  shy: "",
  zwnj: "",
  zwj: "",
};

/** `&#105;`, `&#x69;`, `&amp;`: the numeric and the commonest named references of HTML. */
export const htmlEntities: Decoder = {
  kind: "html-entities",
  hints: hints.ampersand,
  find(chunk) {
    return [...chunk.matchAll(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,8}));?/giu)].flatMap((match) => {
      const [all, hex, decimal, name] = match;
      const shown =
        name === undefined
          ? charOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
          : nameOf(name, all);
      if (shown === undefined) return [];
      const out = writer();
      out.put(shown, match.index, match.index + all.length);
      return [out.piece(match.index, match.index + all.length)];
    });
  },
};

function nameOf(name: string, all: string): string | undefined {
  if (!all.endsWith(";")) return undefined;
  return Object.hasOwn(named, name) ? named[name] : undefined;
}

function charOf(code: number): string | undefined {
  const valid = code >= 9 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
  return valid ? String.fromCodePoint(code) : undefined;
}
