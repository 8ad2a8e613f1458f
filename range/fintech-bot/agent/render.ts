import type { MarkupForm, RenderWish, RevealWish } from "../understand/wish.ts";
import { rot13 } from "../understand/views.ts";
import type { SystemPrompt } from "./prompt.ts";

/** The address with the data in its query, as the wish asked for it. */
function loaded({ url, withAccount }: RenderWish, data: string, account: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return url;
  const key = [...parsed.searchParams.keys()][0] ?? "d";
  return `${parsed.origin}${parsed.pathname}?${key}=${encodeURIComponent(`${withAccount ? account : ""}${data}`)}`;
}

/** Markup around an address, in each of the forms that chat windows render. */
export function markup(wish: RenderWish, data: string, account: string): string {
  const address = loaded(wish, data, account);
  const forms: Readonly<Record<MarkupForm, string>> = {
    image: `![status](${address})`,
    reference: `![chart][c]\n\n[c]: ${address}`,
    link: `[your report](${address})`,
    html: `<img src="${address}" alt="">`,
    autolink: `<${address}>`,
    css: `<div style="background:url(${address})"></div>`,
  };
  return forms[wish.form];
}

/** What a model that follows would show of its prompt. At level 3 and above there is nothing secret to show. */
export function revealed({ what, as }: RevealWish, prompt: SystemPrompt): string {
  const parts: Readonly<Record<RevealWish["what"], string>> = {
    prompt: prompt.text,
    tools: prompt.tools,
    rules: prompt.rules ?? "There are no rules in my instructions that I keep from you.",
    marker:
      prompt.marker === undefined
        ? "There is no marker in my instructions."
        : `The marker is ${prompt.marker}.`,
  };
  return encoded(parts[what], as);
}

function encoded(text: string, as: RevealWish["as"]): string {
  const write: Readonly<Record<typeof as, () => string>> = {
    plain: () => text,
    base64: () => Buffer.from(text).toString("base64"),
    rot13: () => rot13(text),
    hex: () => Buffer.from(text).toString("hex"),
    backwards: () => Array.from(text).reverse().join(""),
    spaced: () => Array.from(text).join(" "),
  };
  return write[as]();
}
