/** A piece of text as the reader sees it. `word` is folded: lower case, no diacritics. */
export interface Token {
  readonly raw: string;
  readonly word: string;
  readonly kind: "word" | "url" | "mail" | "mark";
}

/** Lower case without diacritics: `Überweise` → `uberweise`, `Schließe` → `schliesse`. */
export const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o");

const wordCharacter = /[\p{L}\p{N}\p{M}_]/u;
/** Ends an address in running text. */
const urlEnd = new Set(" \t\r\n<>()[]{}\"'`|“”„‘’");

/** Cuts text into words, addresses and marks, in one pass. Every character is looked at a fixed number of times. */
export function tokenize(text: string): Token[] {
  const characters = Array.from(text);
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? "";
    if (startsUrl(characters, at)) {
      const url = takeUrl(characters, at);
      tokens.push({ raw: url, word: url.toLowerCase(), kind: "url" });
      at += Array.from(url).length;
    } else if (wordCharacter.test(character)) {
      const raw = takeWord(characters, at);
      tokens.push({ raw, word: fold(raw), kind: raw.includes("@") ? "mail" : "word" });
      at += Array.from(raw).length;
    } else {
      if (character === "\n" || character.trim() !== "")
        tokens.push({ raw: character, word: character, kind: "mark" });
      at++;
    }
  }
  return tokens;
}

function startsUrl(characters: readonly string[], at: number): boolean {
  if (characters[at] !== "h" && characters[at] !== "H") return false;
  const head = characters
    .slice(at, at + 8)
    .join("")
    .toLowerCase();
  return head.startsWith("http://") || head.startsWith("https://");
}

function takeUrl(characters: readonly string[], at: number): string {
  let end = at;
  while (end < characters.length && !urlEnd.has(characters[end] ?? " ")) end++;
  while (end > at && ".,;:!?".includes(characters[end - 1] ?? "")) end--;
  return characters.slice(at, end).join("");
}

/** Letters and digits; `-`, `.` and `@` inside; `,` between digits. So ids, mails and amounts stay whole. */
function takeWord(characters: readonly string[], at: number): string {
  let end = at;
  while (end < characters.length) {
    const character = characters[end] ?? "";
    const next = characters[end + 1] ?? " ";
    const inside =
      ("-.@".includes(character) && wordCharacter.test(next)) ||
      (character === "," && /\d/.test(next) && /\d/.test(characters[end - 1] ?? ""));
    if (!wordCharacter.test(character) && !inside) break;
    end++;
  }
  return characters.slice(at, end).join("");
}

const sentenceEnds = new Set([".", "!", "?", ";", "\n", "。"]);

/** The token ranges of the sentences. Marks that end a sentence stay with it: `?` tells its mood. */
export function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let open: Token[] = [];
  for (const token of tokens) {
    open.push(token);
    if (token.kind === "mark" && sentenceEnds.has(token.raw)) {
      if (open.some(({ kind }) => kind !== "mark")) sentences.push(open);
      open = [];
    }
  }
  if (open.some(({ kind }) => kind !== "mark")) sentences.push(open);
  return sentences;
}
