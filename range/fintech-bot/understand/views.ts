import { withoutInvisible } from "./invisible.ts";
import { isKnown } from "./lexicon.ts";
import { fold, tokenize } from "./words.ts";

/** How a text was made readable; the same ids as the techniques that hide it. */
export type Encoding =
  | "encoding-base64"
  | "encoding-rot13"
  | "leetspeak"
  | "zero-width"
  | "payload-splitting";

/** One way to read a message. `via` says what had to be undone to get it; empty for the text as it stands. */
export interface View {
  readonly text: string;
  readonly via: readonly Encoding[];
}

/** Nested encodings are undone this deep; deeper ones a model would not follow either. */
const deepest = 2;
const mostViews = 24;

/** Every reading of a text that makes sense: as it stands, and with the known disguises taken off. */
export function viewsOf(text: string): View[] {
  const views: View[] = [];
  const seen = new Set<string>();
  const add = (view: View, depth: number): void => {
    if (seen.has(view.text) || views.length >= mostViews) return;
    seen.add(view.text);
    views.push(view);
    if (depth < deepest)
      for (const next of disguises(view.text))
        add({ text: next.text, via: [...view.via, ...next.via] }, depth + 1);
  };
  const bare = withoutInvisible(text);
  add({ text: bare, via: bare === text ? [] : ["zero-width"] }, 0);
  return views;
}

function disguises(text: string): View[] {
  const found: View[] = [];
  for (const decoded of base64Runs(text)) found.push({ text: decoded, via: ["encoding-base64"] });
  for (const joined of [...assembled(text), ...unspaced(text)])
    found.push({ text: joined, via: ["payload-splitting"] });
  const plain = legibility(text);
  const turned = rot13(text);
  const named = /rot-?13/i.test(text);
  if (named || legibility(turned) > plain + 2) found.push({ text: turned, via: ["encoding-rot13"] });
  const letters = unleet(text);
  if (letters !== text && legibility(letters) > plain + 1) found.push({ text: letters, via: ["leetspeak"] });
  return found;
}

export const rot13 = (text: string): string => {
  let out = "";
  for (const character of text) {
    const code = character.charCodeAt(0);
    const base = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : 0;
    out += base === 0 ? character : String.fromCharCode(base + ((code - base + 13) % 26));
  }
  return out;
};

const looks: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "8": "b",
  "9": "g",
};

/** Digits and signs back into letters; amounts, ids and longer numbers stay. `15` and `70` are words here. */
export function unleet(text: string): string {
  return text
    .split(/(\s+)/)
    .map((chunk) => {
      const amount = /^[\d.,]{3,}\W*$/.test(chunk) || /^[\d.,]+(eur|usd|sek|gbp)\W*$/i.test(chunk);
      if (
        amount ||
        /^[A-Z]{1,5}-\d+\W*$/.test(chunk) ||
        (/^\+?\d+\W*$/.test(chunk) && !/^[013457]{1,2}\W*$/.test(chunk))
      )
        return chunk;
      const end = chunk.length - (/[!|$@]$/.test(chunk) ? 1 : 0);
      return (
        Array.from(chunk.slice(0, end))
          .map((c) => looks[c] ?? c)
          .join("") + chunk.slice(end)
      );
    })
    .join("");
}

/** How many words the reader knows; the measure by which a disguise is judged worth taking off. */
function legibility(text: string): number {
  let known = 0;
  for (const { word, kind } of tokenize(text.slice(0, 8000))) if (kind === "word" && isKnown(word)) known++;
  return known;
}

const base64Character = /[A-Za-z0-9+/_-]/;

/** Decodes every stretch of Base64 that gives readable text. Line breaks inside are allowed. */
function base64Runs(text: string): string[] {
  const found: string[] = [];
  let run = "";
  for (const character of `${text} `) {
    if (base64Character.test(character)) run += character;
    else if (character === "=" || (character === "\n" && run.length >= 60)) continue;
    else {
      const decoded = decodeBase64(run);
      if (decoded !== undefined) found.push(decoded);
      run = "";
    }
  }
  return found;
}

function decodeBase64(run: string): string | undefined {
  if (run.length < 12 || run.length % 4 === 1) return undefined;
  const bytes = Buffer.from(run.replaceAll("-", "+").replaceAll("_", "/"), "base64");
  const text = bytes.toString("utf8");
  if (text.includes("\uFFFD")) return undefined;
  const printable = Array.from(text).filter((c) => c >= " " || c === "\n" || c === "\t").length;
  return printable === Array.from(text).length && /[\p{L}]/u.test(text) ? text : undefined;
}

/** `s p a c e d` letters pulled together again. */
function unspaced(text: string): string[] {
  const chunks = text.split(" ");
  const single = chunks.filter((chunk) => Array.from(chunk).length === 1).length;
  if (single < 8 || single * 2 < chunks.length) return [];
  let out = "";
  let word = "";
  for (const chunk of chunks) {
    if (Array.from(chunk).length === 1) word += chunk;
    else {
      out += `${word} ${chunk} `;
      word = "";
    }
  }
  return [out + word];
}

/**
 * Payload splitting: the values of `a = "…"`, `part 2: "…"` or a list of quoted pieces, put together in
 * order, once with a space between and once without.
 */
function assembled(text: string): string[] {
  const pieces = piecesIn(text);
  return pieces.length < 2 ? [] : [pieces.join(" "), pieces.join("")];
}

/** The numbered or named pieces a text is cut into, in order. */
export function piecesIn(text: string): string[] {
  const pieces: string[] = [];
  for (const line of text.split(/[\n;]/)) {
    const piece = assignedValue(line.trim());
    if (piece !== undefined) pieces.push(piece);
  }
  return pieces.length < 2 ? inlineAssignments(text) : pieces;
}

/** `name = value`, `Part 1: value`, `[2] value`, `- "value"`; undefined when the line is none of these. */
function assignedValue(line: string): string | undefined {
  const sign = line.search(/[=:\])]/);
  if (sign > 0 && sign <= 16) {
    const name = fold(line.slice(0, sign))
      .replaceAll(/[^\p{L}\p{N} ]/gu, "")
      .trim();
    const short = /^(\p{L}{0,8} ?)?\p{N}{0,3}\p{L}?$/u.test(name) && name !== "";
    const labels =
      /^(part|piece|chunk|segment|var|variable|let|const|text|string|p|s|v|x|teil|del|partie|fragment)/;
    if (short && (name.length <= 3 || labels.test(name)))
      return unquote(line.slice(sign + 1).replace(/^\s*[:=]/, ""));
  }
  const list = /^(?:[-*•]|\d{1,3}[.)])\s*(["'“„«].*)$/u.exec(line);
  return list?.[1] === undefined ? undefined : unquote(list[1]);
}

function unquote(value: string): string {
  const bare = value.trim().replace(/,$/, "");
  const quoted = /^["'`“„«]([\s\S]*)["'`”“»]$/u.exec(bare)?.[1];
  // `"ab" and "cd"` is two quotations, not one.
  const inner = quoted !== undefined && !/(^|[^\\])["`]/.test(quoted) ? quoted : undefined;
  return (inner ?? bare).replaceAll('\\"', '"');
}

/** `a="…" b="…"` on one line: values between straight quotes after an equals sign. */
function inlineAssignments(text: string): string[] {
  const values: string[] = [];
  let at = text.indexOf("=");
  while (at >= 0 && values.length < 200) {
    const open = text.slice(at + 1, at + 4).search(/["'`]/);
    const quote = open < 0 ? undefined : text[at + 1 + open];
    const close = quote === undefined ? -1 : text.indexOf(quote, at + 2 + open);
    if (close > 0) values.push(text.slice(at + 2 + open, close));
    at = text.indexOf("=", close > 0 ? close : at + 1);
  }
  return values;
}
