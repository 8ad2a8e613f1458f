import { visibleText } from "../../formats/index.ts";

/** One row of a table. */
export const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Text on one line in which nothing is markup. `@` and bare addresses would notify or link, so they are broken up. */
export function plain(text: string): string {
  return (
    visibleText(text)
      .replaceAll(/\s+/g, " ")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(/[\\`*_[\]|~$]/g, String.raw`\$&`)
      // At the start of a line these would begin a list, a heading, a quotation.
      .replace(/^ ?([-+#>=]|\d+(?=[.)]))/, String.raw`\$1`)
      .replaceAll("@", "&#64;")
      .replaceAll("://", "&#58;//")
      .replaceAll("www.", "www&#46;")
  );
}

/** Inline code; a table cell would end at a bar even inside code. */
export function code(text: string): string {
  const inner = visibleText(text).replaceAll(/[`|\s]+/g, " ");
  return `\`${inner}\``;
}

/**
 * As `plain`, with what stands between backticks as inline code. Where they do not pair up, nothing is code.
 *
 * @example prose("Use `load_file` *now*") // "Use `load_file` \\*now\\*"
 */
export function prose(text: string): string {
  const parts = text.split("`");
  const paired = parts.length % 2 === 1 && parts.slice(1, -1).every((part) => part.trim() !== "");
  return paired ? parts.map((part, i) => (i % 2 === 1 ? code(part) : plain(part))).join("") : plain(text);
}
