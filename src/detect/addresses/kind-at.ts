/** How an address stands in the text; all but `link`, `html-link` and `bare` are fetched without a click. */
export type WrittenKind =
  | "image"
  | "definition"
  | "html-source"
  | "css"
  | "refresh"
  | "link"
  | "html-link"
  | "bare";

const clicked: ReadonlySet<WrittenKind> = new Set(["link", "html-link", "bare"]);

/** Whether an address of the kind may be fetched as soon as the text is shown. */
export const needsNoClick = (kind: WrittenKind): boolean => !clicked.has(kind);

/** Where an address stands and what ends it. */
export interface Setting {
  readonly kind: WrittenKind;
  /** The quote or angle bracket that closes it, or the sign behind which nothing of it can stand. */
  readonly closer: string;
}

const mostSpace = 8;
/** How far back an opening bracket is looked for; a longer label may be an image's. */
const longestLabel = 72;
/** Units before an address that decide what it is. */
export const settingReach = 96;

const bare: Setting = { kind: "bare", closer: "" };

/** What an address that begins at `start` would be, by the text before it. Looks at `settingReach` units at most. */
export function settingAt(text: string, start: number): Setting {
  let at = start - 1;
  let closer = "";
  const sign = text[at];
  if (sign === '"' || sign === "'" || sign === "<") {
    closer = sign === "<" ? ">" : sign;
    at--;
    // A quote inside JSON.
    if (text[at] === "\\") at--;
  }
  for (let n = 0; n < mostSpace && isSpace(text.charCodeAt(at)); n++) at--;
  const before = text[at];
  if (before === "(") {
    const name = text.slice(Math.max(0, at - 3), at);
    if (/^url$/iu.test(name)) return { kind: "css", closer: closer === "" ? ")" : closer };
    if (text[at - 1] === "]" && closer !== '"' && closer !== "'")
      return { kind: labelKind(text, at - 2), closer: closer === "" ? ")" : closer };
  }
  if (before === "=") return attribute(text, at, closer);
  if (before === ":" && text[at - 1] === "]" && (closer === "" || closer === ">"))
    return { kind: "definition", closer };
  if (closer !== "" && closer !== ">" && /@import$/iu.test(text.slice(Math.max(0, at - 6), at + 1)))
    return { kind: "css", closer };
  return { kind: "bare", closer: closer === ">" ? ">" : "" };
}

/** Whether the label that ends before `](` is an image's. One whose beginning is too far away may be. */
function labelKind(text: string, end: number): WrittenKind {
  let depth = 1;
  let at = end;
  for (let n = 0; n < longestLabel; n++, at--) {
    if (at < 0) return "link";
    const code = text.charCodeAt(at);
    if (code === 93) depth++;
    else if (code === 91 && --depth === 0) return text[at - 1] === "!" ? "image" : "link";
  }
  return "image";
}

const attributes: Readonly<Record<string, WrittenKind>> = {
  src: "html-source",
  srcset: "html-source",
  poster: "html-source",
  data: "html-source",
  background: "html-source",
  href: "html-link",
  action: "html-link",
  formaction: "html-link",
  ping: "html-link",
  url: "refresh",
};

function attribute(text: string, equals: number, closer: string): Setting {
  let end = equals;
  for (let n = 0; n < mostSpace && end > 0 && isSpace(text.charCodeAt(end - 1)); n++) end--;
  let start = end;
  while (start > 0 && end - start < 12 && isLetter(text.charCodeAt(start - 1))) start--;
  const name = text.slice(start, end).toLowerCase();
  const before = text[start - 1] ?? "";
  const kind = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  // Beside a tag's other attributes, not in a query of another address.
  if (kind === undefined || !` \t\n\r"'/:;`.includes(before) || before === "") return bare;
  if (name === "url" && !/content\s{0,2}=/iu.test(text.slice(Math.max(0, start - 24), start))) return bare;
  if (kind === "html-link" && /<link\s/iu.test(text.slice(Math.max(0, start - 60), start)))
    return { kind: "html-source", closer: closer === "" ? " " : closer };
  return { kind, closer: closer === "" ? " " : closer };
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
