import type { Edit, Part } from "../../contracts/index.ts";
import { AddressReader } from "./address-reader.ts";

/** The name that restoring carries in edits, in the place of a rule. */
export const restoringRule = "vault";

/** `[[EMAIL_1]]`, and what models make of it: one bracket, escapes, spaces, other letter case. */
const tokenForm = /(?:\\?\[){1,2}[ \t]?([A-Za-z][A-Za-z0-9_]{1,31}_\d{1,4})[ \t]?(?:\\?\]){1,2}/g;
const longestToken = 48;

/**
 * Where tokens of the session stand in a text, and what they stood for. A token inside an address
 * (`https://…?d=[[EMAIL_1]]`) stays a token: putting the value there would carry out what an injected
 * instruction asks for. Unknown tokens stay as they are. Linear.
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
  for (const match of text.matchAll(tokenForm)) {
    address.read(text, read, match.index);
    const inside = address.inside;
    const end = match.index + match[0].length;
    address.read(text, match.index, end);
    read = end;
    const value = known.get((match[1] ?? "").toUpperCase());
    if (value !== undefined && !inside) found.push({ start: match.index, end, value });
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
    hold(text) {
      const open = Math.max(text.lastIndexOf("["), text.lastIndexOf("\\"));
      if (open === -1 || text.length - open > longestToken) return text.length;
      // Back to the first bracket or escape of the run, and forward no more than a token is long.
      let from = open;
      while (from > 0 && text.length - from < longestToken && "[\\".includes(text.charAt(from - 1))) from--;
      return text.indexOf("]]", from) === -1 ? from : text.length;
    },
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

function upperCased(values: ReadonlyMap<string, string>): Map<string, string> {
  const known = new Map<string, string>();
  for (const [token, value] of values) known.set(token.slice(2, -2).toUpperCase(), value);
  return known;
}
