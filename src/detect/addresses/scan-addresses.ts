import { settingAt, type Setting, type WrittenKind } from "./kind-at.ts";

export const longestAddress = 2048;

/** An absolute address as written, and what it would be when the text is shown. */
export interface WrittenAddress {
  readonly kind: WrittenKind;
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/** What an absolute address has near its beginning, however it is hidden. */
const anchors = /:|\/\/|\\\\|&[#cs]|www\./giu;
const schemes = ["https", "http", "mailto", "wss", "ws", "ftp"] as const;
/** From the beginning of an address to its first anchor: `http` in entities or with line ends in it. */
const anchorReach = 24;

/**
 * The absolute addresses of a text: in Markdown, HTML and CSS, and bare. Each is decided by its own letters and
 * the 96 units before it (`settingAt`), so that a stream finds what the whole text has; therefore it does not
 * know whether it stands in a code block, and takes a definition for one of an image. One pass.
 *
 * `hold` is where an address begins, or may begin, that touches the end of the text.
 */
export function scanAddresses(text: string, found: (address: WrittenAddress) => void): number {
  anchors.lastIndex = 0;
  let from = 0;
  for (let match = anchors.exec(text); match !== null; match = anchors.exec(text)) {
    const start = beginning(text, match.index, match[0].charCodeAt(0));
    if (start < from) continue;
    const setting = settingAt(text, start);
    if (!isMarkup(setting) && !opens(text.charCodeAt(start - 1))) continue;
    const end = endOf(text, start, setting);
    if (end <= start) continue;
    const stop = Math.min(end, start + longestAddress);
    const last = trimmed(text, start, stop, setting);
    if (last > start) found({ kind: setting.kind, start, end: last, written: text.slice(start, last) });
    if (end >= text.length && text.length - start < longestAddress) return start;
    from = stop;
    anchors.lastIndex = Math.max(stop, match.index + 1);
  }
  return openFrom(text, from);
}

/** Where the address with this anchor begins; -1 when it is none. */
function beginning(text: string, anchor: number, code: number): number {
  if (code === 58) {
    const before = text.slice(Math.max(0, anchor - 6), anchor).toLowerCase();
    for (const scheme of schemes) {
      if (!before.endsWith(scheme)) continue;
      const start = anchor - scheme.length;
      if (!joins(text.charCodeAt(start - 1))) return start;
    }
  } else if ((code | 32) === 119) return joins(text.charCodeAt(anchor - 1)) ? -1 : anchor;
  else if (code === 47 && text.charCodeAt(anchor - 1) === 58) return -1;
  return opened(text, anchor);
}

/** The beginning of what an address may be hidden in, when it is near enough; -1 otherwise. */
function opened(text: string, anchor: number): number {
  const least = Math.max(0, anchor - anchorReach);
  for (let at = anchor - 1; at >= least; at--) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 34 || code === 39 || code === 61 || code === 60) {
      let start = at + 1;
      while (start < anchor && isSpace(text.charCodeAt(start))) start++;
      return mayBeHidden(text.slice(start, anchor + 2)) && isMarkup(settingAt(text, start)) ? start : -1;
    }
    if (code > 127) return -1;
  }
  return -1;
}

const isMarkup = ({ kind }: Setting): boolean => kind !== "bare";

/** Slashes in front, an entity, or a scheme with white space in it. */
function mayBeHidden(beginning: string): boolean {
  const letters = beginning.replaceAll(/[\t\n\r]/gu, "").toLowerCase();
  if (letters.startsWith("//") || letters.startsWith("\\\\") || letters.startsWith("/\\")) return true;
  if (letters.includes("&")) return /^[a-z]{0,5}&/u.test(letters);
  return letters.length < beginning.length && schemes.some((scheme) => letters.startsWith(`${scheme}:`));
}

function endOf(text: string, start: number, { kind, closer }: Setting): number {
  const last = Math.min(text.length, start + longestAddress);
  let depth = 0;
  let at = start;
  for (; at < last; at++) {
    const code = text.charCodeAt(at);
    if (closer === ">") {
      if (code === 62 || code === 10) return at;
      continue;
    }
    if (closer === '"' || closer === "'") {
      if (code === closer.charCodeAt(0)) return at;
      if (code === 10 && text.charCodeAt(at + 1) === 10) return at;
      continue;
    }
    if (isSpace(code)) return at;
    if (code === 40) depth++;
    if (code === 41 && depth-- === 0 && closer !== " ") return at;
    if (closer === ")") continue;
    if (code === 62 || code === 60 || code === 34 || code === 39 || code === 96) return at;
    else if (kind === "bare" && code === 124) return at;
  }
  return at;
}

/** Without the punctuation of the sentence behind a bare address, and without what hides a quote in JSON. */
function trimmed(text: string, start: number, end: number, { kind, closer }: Setting): number {
  let at = end;
  if (kind === "bare" || closer === " ")
    while (at > start && ".,;:!?)*_]}\\".includes(text[at - 1] ?? " ")) at--;
  else while (at > start && text[at - 1] === "\\") at--;
  return at;
}

/** Where the text ends with what may become the beginning of an address. */
function openFrom(text: string, from: number): number {
  const least = Math.max(from, text.length - anchorReach);
  for (let at = least; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const plain =
      ((code | 32) === 104 || (code | 32) === 119 || (code | 32) === 102 || (code | 32) === 109) &&
      text.length - at <= longestBeginning &&
      !joins(text.charCodeAt(at - 1)) &&
      beginsScheme(text.slice(at).toLowerCase());
    if (plain) return at;
    const opener = text.charCodeAt(at - 1);
    const inside =
      opener === 40 || opener === 34 || opener === 39 || opener === 61 || opener === 60 || isSpace(opener);
    if (inside && mayHide(text.slice(at)) && isMarkup(settingAt(text, at))) return at;
  }
  return text.length;
}

const beginnings: readonly string[] = [...schemes.map((scheme) => `${scheme}:`), "www."];
const longestBeginning = Math.max(...beginnings.map(({ length }) => length));
const beginsScheme = (tail: string): boolean => beginnings.some((one) => one.startsWith(tail));

/** Whether more text can make this the beginning of a hidden address. */
function mayHide(tail: string): boolean {
  // Nothing that is written openly is so long and still no address.
  if (tail.length > longestBeginning && !/[&\t\n\r]/u.test(tail)) return false;
  const letters = tail.replaceAll(/[\t\n\r]/gu, "").toLowerCase();
  if (letters === "" || letters[0] === "/" || letters[0] === "\\") return letters.length < 3;
  return (
    /^[a-z]{0,5}&[#a-z0-9]{0,8}$/u.test(letters) || /^[a-z]{1,5}$/u.test(letters) || beginsScheme(letters)
  );
}

/** Signs behind which a bare address may begin: not those that addresses have inside them. */
function opens(code: number): boolean {
  return Number.isNaN(code) || code > 127 || isSpace(code) || openers.includes(String.fromCharCode(code));
}
const openers = "([{<>\"'|*_:`~";

/** Letters and digits, after which a scheme is part of a word. */
const joins = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  ((code | 32) >= 97 && (code | 32) <= 122) ||
  (code > 127 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code)));
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
