/** A start tag of a page: its name in lower case and its attributes, names in lower case, values decoded. */
interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const longest = 2_000_000;

/** The `value` of the first `<input>` with this name, as sign-in pages carry their token. */
export function inputValue(html: string, name: string): string | undefined {
  return find(html, "input", name)?.get("value");
}

/** The `content` of the first `<meta>` with this name. */
export function metaContent(html: string, name: string): string | undefined {
  return find(html, "meta", name)?.get("content");
}

function find(html: string, tag: string, name: string): ReadonlyMap<string, string> | undefined {
  for (const found of startTags(html)) {
    if (found.name === tag && found.attributes.get("name") === name) return found.attributes;
  }
  return undefined;
}

/**
 * Start tags in document order. One pass, no patterns: comments, scripts and styles are skipped as a
 * browser skips them, everything else that looks like a tag is read.
 */
function* startTags(html: string): Generator<Tag, void> {
  const text = html.slice(0, longest);
  const lower = text.toLowerCase();
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at === -1) return;
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4);
      if (end === -1) return;
      at = end + 3;
    } else if (isLetter(text.charCodeAt(at + 1))) {
      const { tag, next } = readTag(text, at + 1);
      yield tag;
      at = next;
      if (tag.name === "script" || tag.name === "style") {
        at = lower.indexOf(`</${tag.name}`, at);
        if (at === -1) return;
      }
    } else at++;
  }
}

function readTag(text: string, start: number): { readonly tag: Tag; readonly next: number } {
  let at = start;
  while (at < text.length && !isSpace(text.charCodeAt(at)) && text[at] !== ">" && text[at] !== "/") at++;
  const name = text.slice(start, at).toLowerCase();
  const attributes = new Map<string, string>();
  for (;;) {
    while (at < text.length && (isSpace(text.charCodeAt(at)) || text[at] === "/")) at++;
    if (at >= text.length || text[at] === ">") return { tag: { name, attributes }, next: at + 1 };
    const from = at;
    // A stray `=` begins a name, so that every turn of this loop moves on.
    at++;
    while (at < text.length && !isSpace(text.charCodeAt(at)) && !"=>/".includes(text[at] ?? "")) at++;
    const key = text.slice(from, at).toLowerCase();
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    let value = "";
    if (text[at] === "=") {
      const read = readValue(text, at + 1);
      value = read.value;
      at = read.next;
    }
    if (!attributes.has(key)) attributes.set(key, decode(value));
  }
}

function readValue(text: string, start: number): { readonly value: string; readonly next: number } {
  let at = start;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, at + 1);
    if (end === -1) return { value: text.slice(at + 1), next: text.length };
    return { value: text.slice(at + 1, end), next: end + 1 };
  }
  const from = at;
  while (at < text.length && !isSpace(text.charCodeAt(at)) && text[at] !== ">") at++;
  return { value: text.slice(from, at), next: at };
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(value: string): string {
  return value.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (whole, ...groups: string[]) => {
      const [decimal, hex, name] = groups;
      if (name !== undefined) return named[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
