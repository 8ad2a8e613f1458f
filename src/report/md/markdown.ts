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
