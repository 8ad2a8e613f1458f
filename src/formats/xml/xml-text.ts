import { visibleText } from "../visible-text/visible-text.ts";

/**
 * Text made fit for XML 1.0, as content or between double quotes. `visibleText` takes out what XML cannot hold
 * at all, such as U+0000; only two noncharacters remain.
 */
export function xmlText(text: string): string {
  return visibleText(text)
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * An attribute with the space before it. Lines stay lines: a reader would make blanks of bare ones.
 *
 * @example xmlAttribute("name", "a & b") // ' name="a &amp; b"'
 */
export const xmlAttribute = (name: string, value: string): string =>
  ` ${name}="${xmlText(value).replaceAll("\n", "&#10;")}"`;
