import { isHidden, visibleText } from "../../formats/index.ts";

/** Text that is markup already. Only `element` and `foreign` make it; everything else is escaped on its way in. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Part[] | undefined | false;

/**
 * Builds markup. Every value is escaped and its hidden characters made visible, unless it is markup itself.
 *
 * @example element`<p>${"<b>"}</p>`.markup // "<p>&lt;b&gt;</p>"
 */
export function element(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: literals.reduce((text, literal, i) => text + render(parts[i - 1]) + literal) };
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escape(visibleText(String(part)));
  if (isList(part)) return part.map(render).join("");
  return part.markup;
}

// `Array.isArray` does not narrow readonly arrays.
const isList = (part: readonly Part[] | Markup): part is readonly Part[] => Array.isArray(part);

/** Foreign text for reading closely: hidden characters are not only shown but marked. */
export function foreign(text: string): Markup {
  let markup = "";
  let plain = "";
  for (const character of text) {
    if (!isHidden(character.codePointAt(0) ?? 0)) {
      plain += character;
      continue;
    }
    markup += `${escape(plain)}<span class="hidden-character">${visibleText(character)}</span>`;
    plain = "";
  }
  return { markup: markup + escape(plain) };
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
