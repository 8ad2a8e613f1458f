import { visibleText } from "../../formats/index.ts";

/** One line of harmless text: control characters made visible, line ends folded, cut at `most` characters. */
export function oneLine(text: string, most: number): string {
  const folded = visibleText(text).replaceAll(/[\n\t]/g, " ");
  const characters = Array.from(folded);
  return characters.length <= most ? folded : `${characters.slice(0, most - 1).join("")}…`;
}

const ENTITIES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["@", "&#64;"],
  [":", "&#58;"],
  [".", "&#46;"],
]);

/**
 * Text for a Markdown paragraph or table cell that stays text: no link, image, HTML, emphasis or new
 * cell can come out of it, in CommonMark and in GitHub's dialect with its automatic links.
 */
export function markdownText(text: string, most = 500): string {
  // One pass, so that what one rule writes is not escaped again by the next.
  return oneLine(text, most).replaceAll(
    /[&<>@]|:(?=\/\/)|(?<=www)\.|[\\`*_{}[\]()#+\-!|~$^=]/gi,
    (character) => ENTITIES.get(character) ?? `\\${character}`,
  );
}

/** A quoted Mermaid label. Everything but letters, digits and plain punctuation becomes an entity code. */
export function mermaidLabel(text: string, most = 80): string {
  const inner = Array.from(oneLine(text, most))
    .map((character) =>
      /[\p{L}\p{N} .,:/()_+-]/u.test(character) ? character : `#${character.codePointAt(0) ?? 63};`,
    )
    .join("");
  return `"${inner}"`;
}

/** A Mermaid node name. Ids hold no `_`, so that two ids never meet; the prefix keeps clear of its keywords. */
export const mermaidName = (prefix: string, id: string): string => `${prefix}_${id.replaceAll("-", "_")}`;
