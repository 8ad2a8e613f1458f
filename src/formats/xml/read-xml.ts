import { FormatFault } from "../fault/format-fault.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements around it; the root has none. */
  readonly depth: number;
}

export interface XmlVisit {
  element(element: XmlElement): void;
  /** Text between elements, and what a CDATA section holds. */
  text(text: string): void;
  /** The inside of `<!DOCTYPE …>`. Entities are never defined or followed. */
  doctype(text: string): void;
  /** A processing instruction, the declaration at the beginning too. */
  instruction(text: string): void;
}

const deepest = 1000;
const mostElements = 20_000_000;
const nameChars = /[A-Za-z_\u0080-\uffff][\w.:\-\u0080-\uffff]*/y;
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Reads XML 1.0 from hostile text in one pass, without definitions of any kind: what a document type defines
 * is told and not applied. One root; every element closed.
 *
 * @throws FormatFault `malformed` at the character where it breaks a rule; `too-large` deeper than 1000
 */
export function readXml(text: string, visit: XmlVisit): void {
  const open: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let roots = 0;
  let count = 0;
  const until = (mark: string, from: number, what: string): number => {
    const end = text.indexOf(mark, from);
    if (end === -1) throw new FormatFault("malformed", `${what} that does not end`, at);
    return end;
  };
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const plain = text.slice(at, next === -1 ? text.length : next);
    if (plain.trim() !== "") {
      if (open.length === 0) throw new FormatFault("malformed", "text outside of the root", at);
      visit.text(unescape(plain));
    }
    if (next === -1) break;
    at = next;
    if (text.startsWith("<!--", at)) at = until("-->", at + 4, "a comment") + 3;
    else if (text.startsWith("<![CDATA[", at)) {
      const end = until("]]>", at + 9, "a CDATA section");
      visit.text(text.slice(at + 9, end));
      at = end + 3;
    } else if (text.startsWith("<?", at)) {
      const end = until("?>", at + 2, "an instruction");
      visit.instruction(text.slice(at + 2, end));
      at = end + 2;
    } else if (text.startsWith("<!", at)) {
      const end = doctypeEnd(text, at);
      visit.doctype(text.slice(at + 2, end));
      at = end + 1;
    } else if (text.startsWith("</", at)) {
      const end = until(">", at, "an element");
      if (open.pop() !== text.slice(at + 2, end).trimEnd())
        throw new FormatFault("malformed", "an end without its beginning", at);
      at = end + 1;
    } else {
      if (++count > mostElements) throw new FormatFault("too-large", "too many elements", at);
      if (open.length === 0 && ++roots > 1) throw new FormatFault("malformed", "two roots", at);
      const tag = readTag(text, at);
      visit.element({ name: tag.name, attributes: tag.attributes, depth: open.length });
      if (!tag.closed) open.push(tag.name);
      if (open.length > deepest) throw new FormatFault("too-large", `elements deeper than ${deepest}`, at);
      at = tag.end;
    }
  }
  if (open.length > 0 || roots === 0)
    throw new FormatFault("truncated", "the document ends inside of an element", text.length);
}

function readTag(
  text: string,
  start: number,
): {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly closed: boolean;
  readonly end: number;
} {
  const name = nameAt(text, start + 1);
  const attributes = new Map<string, string>();
  let at = start + 1 + name.length;
  for (;;) {
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (text[at] === ">") return { name, attributes, closed: false, end: at + 1 };
    if (text.startsWith("/>", at)) return { name, attributes, closed: true, end: at + 2 };
    const attribute = nameAt(text, at);
    at += attribute.length;
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (text[at] !== "=") throw new FormatFault("malformed", "an attribute without a value", at);
    at += 1;
    while (isSpace(text.charCodeAt(at))) at += 1;
    const quote = text[at];
    const end = quote === '"' || quote === "'" ? text.indexOf(quote, at + 1) : -1;
    if (end === -1) throw new FormatFault("malformed", "a value without quotes", at);
    if (attributes.has(attribute)) throw new FormatFault("malformed", "an attribute that is there twice", at);
    attributes.set(attribute, unescape(text.slice(at + 1, end)));
    at = end + 1;
  }
}

function nameAt(text: string, at: number): string {
  nameChars.lastIndex = at;
  const match = nameChars.exec(text);
  if (match === null) throw new FormatFault("malformed", "no name where one should be", at);
  return match[0];
}

/** Where the document type ends: brackets and quotes in it are gone through. */
function doctypeEnd(text: string, start: number): number {
  let brackets = 0;
  for (let at = start + 2; at < text.length; at++) {
    const sign = text[at];
    if (sign === "[") brackets += 1;
    else if (sign === "]") brackets -= 1;
    else if (sign === '"' || sign === "'") {
      at = text.indexOf(sign, at + 1);
      if (at === -1) break;
    } else if (sign === ">" && brackets <= 0) return at;
  }
  throw new FormatFault("malformed", "a document type that does not end", start);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function unescape(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(#\d{1,7}|#x[\da-fA-F]{1,6}|\w{1,10});/g, (whole: string, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
