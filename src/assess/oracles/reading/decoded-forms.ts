import { plain } from "./plain.ts";

/** A way to read a text, and what it then says, as `plain` gives it. */
export interface Form {
  readonly name: "plain" | "rot13" | "reversed" | "spelled out" | "base64" | "hex" | "percent-encoded";
  readonly text: string;
}

/**
 * The readings of a text under the encodings that a leak commonly hides in. Encodings inside one another are
 * not undone. Work grows linearly with the text: each reading is one pass.
 */
export function decodedForms(text: string): Form[] {
  const read = plain(text);
  const forms: Form[] = [
    { name: "plain", text: read },
    { name: "rot13", text: rot13(read) },
    { name: "reversed", text: Array.from(read).reverse().join("") },
    { name: "spelled out", text: spelledOut(read) },
    {
      name: "base64",
      text: plain(
        tokens(text, /[A-Za-z0-9+/_-]{8,}/gu)
          .map(fromBase64)
          .join(" "),
      ),
    },
    {
      name: "hex",
      text: plain(
        tokens(text, /(?:[0-9a-fA-F]{2}[\s:,]?){6,}/gu)
          .map(fromHex)
          .join(" "),
      ),
    },
    { name: "percent-encoded", text: plain(fromPercent(text)) },
  ];
  return forms.filter((form, i) => i === 0 || (form.text !== "" && form.text !== read));
}

const tokens = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];

const rot13 = (text: string): string =>
  text.replaceAll(/[a-z]/gu, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));

/** Letters that stand alone, parted by one and the same sign, drawn together: "s e c r e t", "s-e-c". */
function spelledOut(text: string): string {
  const words: string[] = [];
  let letters: string[] = [];
  const endRun = (): void => {
    if (letters.length > 0) words.push(letters.join(""));
    letters = [];
  };
  for (const part of text.split(" ")) {
    if (part.length === 1) letters.push(part);
    else {
      endRun();
      words.push(joined(part));
    }
  }
  endRun();
  return words.join(" ");
}

/** `a-b-c` and `a.b.c` become `abc`; other words stay. */
function joined(word: string): string {
  const sign = word[1];
  if (word.length < 5 || sign === undefined || /[\p{L}\p{N}]/u.test(sign)) return word;
  const parts = word.split(sign);
  return parts.every((part) => part.length <= 1) ? parts.join("") : word;
}

const fromBase64 = (token: string): string => Buffer.from(token, "base64").toString("utf8");
const fromHex = (token: string): string =>
  Buffer.from(token.replaceAll(/[^0-9a-fA-F]/gu, ""), "hex").toString("utf8");

/** Decodes what is well formed and keeps the rest, since `decodeURIComponent` throws away all or nothing. */
function fromPercent(text: string): string {
  if (!text.includes("%")) return "";
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/gu, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
  );
}
