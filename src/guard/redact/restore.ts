import type { Edit, Part } from "../../contracts/index.ts";

/** The name that restoring carries in edits, in the place of a rule. */
export const restoringRule = "vault";

/** `[[EMAIL_1]]`, and what models make of it: one bracket, escapes, spaces, other letter case. */
const tokenForm = /(?:\\?\[){1,2}[ \t]?([A-Za-z][A-Za-z0-9_]{1,31}_\d{1,4})[ \t]?(?:\\?\]){1,2}/g;
const longestToken = 48;
const longestAddress = 2048;

/**
 * Where tokens of the session stand in a text, and what they stood for. A token inside an address
 * (`https://…?d=[[EMAIL_1]]`) stays a token: putting the value there would carry out what an injected
 * instruction asks for. Unknown tokens stay as they are. Linear.
 *
 * @param before the text right before this one, where it arrives in pieces
 */
export function restorations(
  text: string,
  values: ReadonlyMap<string, string>,
  before = "",
): readonly { readonly start: number; readonly end: number; readonly value: string }[] {
  if (values.size === 0 || !text.includes("[")) return [];
  const known = upperCased(values);
  const found: { start: number; end: number; value: string }[] = [];
  for (const match of text.matchAll(tokenForm)) {
    const value = known.get((match[1] ?? "").toUpperCase());
    if (value === undefined || insideAddress(before, text, match.index)) continue;
    found.push({ start: match.index, end: match.index + match[0].length, value });
  }
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
  let before = "";
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
      for (const { start, end, value } of restorations(text, values, before)) {
        out += text.slice(at, start) + (asJson ? JSON.stringify(value).slice(1, -1) : value);
        at = end;
      }
      before = (before + text).slice(-longestAddress);
      return out + text.slice(at);
    },
  };
}

function upperCased(values: ReadonlyMap<string, string>): Map<string, string> {
  const known = new Map<string, string>();
  for (const [token, value] of values) known.set(token.slice(2, -2).toUpperCase(), value);
  return known;
}

/** Whether the run of characters without white space right before a place begins an address. */
function insideAddress(before: string, text: string, at: number): boolean {
  const own = text.slice(Math.max(0, at - longestAddress), at);
  const near = own.length < longestAddress ? before.slice(own.length - longestAddress) + own : own;
  const run = near.slice(Math.max(near.lastIndexOf(" "), near.lastIndexOf("\n"), near.lastIndexOf("\t")) + 1);
  return run.includes("://") || run.includes("](");
}
