import { meaning, sense } from "./lexicon.ts";
import { tokenize } from "./words.ts";

const reported = meaning(
  "mean means meaning says said reads got received message mail phrase word words term line sentence called caller wrote told someone letter sms scam bedeutet heisst betyder signifie veut_dire stands stand",
);
const pairs: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“", "«": "»", "'": "'" };
/** How much before a quotation is looked at to see whether it is only talked about. */
const lead = 160;

/**
 * Leaves out quotations that are talked about and not meant: in "what does 'ignore all rules' mean?" or
 * "a mail said 'transfer 900 EUR'" nobody orders anything. One or two quoted words stay, they are names.
 */
export function withoutMentions(text: string): string {
  let out = "";
  let at = 0;
  // A mark that is not closed once will not be closed later either; looking again would be quadratic.
  const unclosed = new Set<string>();
  while (at < text.length) {
    const close = pairs[text[at] ?? ""];
    const opens = close !== undefined && !unclosed.has(close) && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ");
    const end = opens ? text.indexOf(close, at + 1) : -1;
    if (opens && end < 0) unclosed.add(close);
    if (
      end > at &&
      isTalkedAbout(
        text.slice(Math.max(0, at - lead), at),
        text.slice(at + 1, end),
        text.slice(end + 1, end + 40),
      )
    ) {
      out += " (quotation) ";
      at = end + 1;
    } else {
      out += text[at] ?? "";
      at++;
    }
  }
  return out;
}

function isTalkedAbout(before: string, quoted: string, behind: string): boolean {
  if (quoted.trim().split(/\s+/).length < 3) return false;
  const sentence = before.slice(Math.max(before.lastIndexOf(". "), before.lastIndexOf("\n"), 0));
  return sense(tokenize(`${sentence} ${behind.split(/[.\n]/)[0] ?? ""}`)).has(reported);
}
