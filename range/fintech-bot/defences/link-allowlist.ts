import { isOwnHost } from "../understand/markup.ts";
import type { OutputDefence } from "./defence.ts";

const end = /[\s<>()[\]{}"'`|]/;

/**
 * From level 2. Every web address in the answer whose host is not the bank's own is cut out, whatever
 * markup it stands in: a picture is loaded without a click, and its address can carry data away.
 */
export const linkAllowlist: OutputDefence = {
  name: "link-allowlist",
  filter(answer) {
    let out = "";
    let at = 0;
    while (at < answer.length) {
      const address = addressAt(answer, at);
      if (address === "") out += answer[at++] ?? "";
      else {
        out += isOwnHost(address.startsWith("//") ? `https:${address}` : address)
          ? address
          : "(link removed)";
        at += address.length;
      }
    }
    return out;
  },
};

/** The address that starts here: with a scheme, or `//host` as browsers take it; empty when none does. */
function addressAt(text: string, at: number): string {
  const head = text.slice(at, at + 8).toLowerCase();
  const starts = head.startsWith("http://") || head.startsWith("https://") || head.startsWith("ftp://");
  if (!starts && !(head.startsWith("//") && /[a-z0-9]/i.test(head[2] ?? ""))) return "";
  let stop = at;
  while (stop < text.length && !end.test(text[stop] ?? " ")) stop++;
  return text.slice(at, stop);
}
