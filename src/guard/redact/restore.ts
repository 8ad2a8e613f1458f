import type { Edit, Part } from "../../contracts/index.ts";
import { AddressReader } from "./address-reader.ts";

/** The name that restoring carries in edits, in the place of a rule. */
export const restoringRule = "vault";

/** `[[EMAIL_1]]`, and what models make of it: one bracket, escapes, spaces, other letter case. */
const tokenForm = /(?:\\?\[){1,2}[ \t]?([A-Za-z][A-Za-z0-9_]{1,31}_\d{1,4})[ \t]?(?:\\?\]){1,2}/g;
const longestToken = 48;
/** A label of a host, or the name before an `@`, is no longer (RFC 1035, RFC 5321). */
const longestLabel = 64;
const labels = /[A-Za-z0-9_@-]*(\.[A-Za-z0-9])?/y;

/**
 * Where tokens of the session stand in a text, and what they stood for. A token inside an address
 * (`https://…?d=[[EMAIL_1]]`) stays a token: putting the value there would carry out what an injected
 * instruction asks for; so does one that a host follows at once (`[[EMAIL_1]].attacker.example`). Unknown tokens stay as they are. Linear.
 *
 * @param address where the text arrives in pieces, the reader that has read what came before; it reads this one
 */
export function restorations(
  text: string,
  values: ReadonlyMap<string, string>,
  address = new AddressReader(),
): readonly { readonly start: number; readonly end: number; readonly value: string }[] {
  if (values.size === 0) return [];
  const known = upperCased(values);
  const found: { start: number; end: number; value: string }[] = [];
  let read = 0;
  const matches = [...text.matchAll(tokenForm)];
  const hosted = beforeHosts(text, matches);
  for (const [i, match] of matches.entries()) {
    address.read(text, read, match.index);
    const inside = address.inside;
    const end = match.index + match[0].length;
    address.read(text, match.index, end);
    read = end;
    const value = known.get((match[1] ?? "").toUpperCase());
    if (value !== undefined && !inside && hosted[i] !== true) found.push({ start: match.index, end, value });
  }
  address.read(text, read);
  return found;
}

/** Edits that put values back into the parts of an answer; into tool arguments as JSON strings hold them. */
export function restoringEdits(parts: readonly Part[], values: ReadonlyMap<string, string>): Edit[] {
  if (values.size === 0) return [];
  return parts.flatMap(({ at, stage, text }) =>
    restorations(text, values).map(({ start, end, value }) => ({
      part: at,
      start,
      end,
      rule: restoringRule,
      replacement: stage === "tool-call" ? JSON.stringify(value).slice(1, -1) : value,
    })),
  );
}

/** Restoring for a text that arrives in pieces, in order. */
export function createRestoring(
  values: ReadonlyMap<string, string>,
  asJson: boolean,
): { readonly hold: (text: string) => number; readonly apply: (text: string) => string } {
  const address = new AddressReader();
  return {
    hold: (text) => beforeHost(text.slice(0, beforeToken(text))),
    apply(text) {
      let out = "";
      let at = 0;
      for (const { start, end, value } of restorations(text, values, address)) {
        out += text.slice(at, start) + (asJson ? JSON.stringify(value).slice(1, -1) : value);
        at = end;
      }
      return out + text.slice(at);
    },
  };
}

/** Where a text may have begun a token that it has not ended; its length otherwise. */
function beforeToken(text: string): number {
  const open = Math.max(text.lastIndexOf("["), text.lastIndexOf("\\"));
  if (open === -1 || text.length - open > longestToken) return text.length;
  // Back to the first bracket or escape of the run, and forward no more than a token is long.
  let from = open;
  while (from > 0 && text.length - from < longestToken && "[\\".includes(text.charAt(from - 1))) from--;
  return text.indexOf("]]", from) === -1 ? from : text.length;
}

/** For each token whether a host begins right behind it, or behind tokens that follow it at once. From the back: linear. */
function beforeHosts(text: string, matches: readonly RegExpExecArray[]): boolean[] {
  const hosted: boolean[] = [];
  for (let i = matches.length - 1; i >= 0; i--) {
    const match = matches[i];
    if (match === undefined) continue;
    labels.lastIndex = match.index + match[0].length;
    const tail = labels.exec(text);
    hosted[i] =
      tail?.[1] !== undefined || (labels.lastIndex === matches[i + 1]?.index && hosted[i + 1] === true);
  }
  return hosted;
}

/** Where the token begins, of a text that ends with one and perhaps the beginning of a host; the text's length otherwise. */
function beforeHost(text: string): number {
  const from = Math.max(0, text.length - 4 * longestToken);
  const end = text.slice(from);
  let waits = text.length;
  let after = Infinity;
  for (const match of end.matchAll(tokenForm)) {
    const next = match.index + match[0].length;
    const chained = match.index === after || /^[A-Za-z0-9_@-]*$/.test(end.slice(after, match.index));
    if (after === Infinity || !chained) waits = from + match.index;
    after = next;
  }
  return after !== Infinity &&
    end.length - after < longestLabel &&
    /^[A-Za-z0-9_@-]*\.?$/.test(end.slice(after))
    ? waits
    : text.length;
}

function upperCased(values: ReadonlyMap<string, string>): Map<string, string> {
  const known = new Map<string, string>();
  for (const [token, value] of values) known.set(token.slice(2, -2).toUpperCase(), value);
  return known;
}
