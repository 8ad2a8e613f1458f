import { classOf, continuous, digit, foreign, lower, underscore, upper } from "../letters.ts";
import { isLocal } from "../local-part.ts";
import type { Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";

const longestLocal = 64;
const longestDomain = 180;
const files = new Set([
  "png",
  "jpg",
  "jpeg",
  "gif",
  "svg",
  "webp",
  "js",
  "mjs",
  "cjs",
  "css",
  "html",
  "htm",
  "json",
  "txt",
  "pdf",
  "xml",
  "yaml",
  "yml",
  "toml",
  "lock",
  "tsx",
  "jsx",
  "exe",
  "dll",
  "zip",
  "tar",
  "gz",
  "local",
  "localhost",
  "lan",
  "internal",
  "md",
  "service",
  "socket",
  "target",
  "timer",
]);
/** Mailboxes of offices, not of persons (RFC 2142 and custom). */
const offices = new Set([
  "info",
  "support",
  "noreply",
  "no-reply",
  "admin",
  "postmaster",
  "webmaster",
  "abuse",
  "sales",
  "contact",
  "hello",
  "help",
  "security",
  "office",
  "team",
  "privacy",
  "hostmaster",
  "root",
]);

/** E-mail addresses: RFC 5321 as it is written in practice, with internationalised domains (RFC 5890, RFC 6531). */
export const email: Matcher = {
  id: "email",
  about: "E-mail address",
  authority: "RFC 5321, RFC 6531 (no quoted local parts)",
  words: ["email", "mail", "e-mail", "contact", "correo", "courriel"],
  begins: ["at"],
  needsWords: false,
  match(reader, at) {
    const { text } = reader;
    let start = at;
    while (start > 0 && isLocal(text.charCodeAt(start - 1))) {
      start--;
      if (at - start > longestLocal) return undefined;
    }
    while (start < at && isEdge(text.charCodeAt(start))) start++;
    if (start === at || text.charCodeAt(at - 1) === 0x2e) return undefined;
    const before = start === 0 ? 0 : text.charCodeAt(start - 1);
    // `/`: the user of an address, `@`: a scope
    if (before === 0x2f || before === 0x40) return undefined;
    reader.openFrom = start;
    const local = text.slice(start, at).toLowerCase();
    if (local === "git" || local.includes("..")) return undefined;
    const end = domainEnd(reader, at + 1);
    if (end < 0) return undefined;
    const next = reader.code(end);
    if (next === 0x40 || (next === 0x2f && before === 0x3a)) return undefined;
    // `user@host.example:path` of scp, `user:password@host:5432`
    if (next === 0x3a) {
      const further = reader.code(end + 1);
      const kind = classOf(further);
      if (further === 0x2f || kind === digit || kind === lower || kind === upper) return undefined;
    }
    const labels = text
      .slice(at + 1, end)
      .toLowerCase()
      .split(".");
    const last = labels.at(-1) ?? "";
    if (labels.length < 2 || files.has(last) || last.length < 2 || !isTop(last)) return undefined;
    if (
      labels.some(
        (label) => label === "" || label.length > 63 || label.startsWith("-") || label.endsWith("-"),
      )
    )
      return undefined;
    return { start, end, score: offices.has(local) ? 0.6 : 0.95 };
  },
};

const isEdge = (code: number): boolean =>
  code === 0x2e || code === 0x27 || code === 0x2d || code === 0x2b || code === 0x25;

/** `xn--…` or letters only: `2x.png` and `1.4.2` are no domains. */
function isTop(label: string): boolean {
  if (label.startsWith("xn--")) return true;
  for (let i = 0; i < label.length; i++) {
    const kind = classOf(label.charCodeAt(i));
    if (kind !== lower && kind !== foreign) return false;
  }
  return true;
}

/** The end of the domain without a full stop or hyphen that belongs to the sentence; -1 where there is none. */
function domainEnd(reader: Reader, from: number): number {
  let end = from;
  for (;;) {
    const code = reader.code(end);
    const kind = classOf(code);
    const inside =
      kind === digit ||
      kind === upper ||
      kind === lower ||
      (kind === foreign && code < 0x530) ||
      code === 0x2d ||
      code === 0x2e;
    if (!inside) {
      if (kind === underscore) return -1;
      if (kind === continuous && end === from) return -1;
      break;
    }
    end++;
    if (end - from > longestDomain) return -1;
  }
  while (end > from && (reader.text.charCodeAt(end - 1) === 0x2e || reader.text.charCodeAt(end - 1) === 0x2d))
    end--;
  return end > from ? end : -1;
}
