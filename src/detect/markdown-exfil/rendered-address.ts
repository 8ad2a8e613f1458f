/** How an address reached the page. The first four are fetched without a click. */
export type AddressKind = "image" | "reference-image" | "html-source" | "css" | "link" | "html-link" | "bare";

/** An absolute address that a chat window would load or link, with where it stands in the text. */
export interface RenderedAddress {
  readonly kind: AddressKind;
  /** As `URL` reads it, with entities decoded and the scheme added where the text leaves it to the browser. */
  readonly url: string;
  readonly host: string;
  /** UTF-16 offsets of the address as written, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const unattended: ReadonlySet<AddressKind> = new Set(["image", "reference-image", "html-source", "css"]);

/** Whether the address is fetched as soon as the answer is shown. */
export const fetchedWithoutClick = (kind: AddressKind): boolean => unattended.has(kind);

const named: Readonly<Record<string, string>> = {
  amp: "&",
  colon: ":",
  sol: "/",
  quest: "?",
  equals: "=",
  period: ".",
  lpar: "(",
  rpar: ")",
};

/** Character references that can hide an address; unknown ones stay. One pass. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,8}));/gu,
    (whole, decimal, hex, name) => {
      if (typeof name === "string") return named[name] ?? whole;
      const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : "";
    },
  );
}

/** Reads an address as a browser would; undefined for relative ones, other schemes and no address at all. */
export function absolute(written: string): { readonly url: string; readonly host: string } | undefined {
  // Browsers drop tabs and line feeds inside addresses and take back-slashes for slashes.
  const cleaned = decodeEntities(written)
    .replaceAll(/[\t\n\r]/gu, "")
    .trim();
  const value = /^www\./iu.test(cleaned) ? `https://${cleaned}` : cleaned;
  if (!URL.canParse(value, relativeBase)) return undefined;
  const url = new URL(value, relativeBase);
  if (url.host === relativeHost || !/^(?:https?|wss?|ftp):$/u.test(url.protocol)) return undefined;
  return { url: url.href, host: url.hostname };
}

const relativeHost = "relative.invalid";
const relativeBase = `https://${relativeHost}/`;
