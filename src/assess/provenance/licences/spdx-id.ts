import list from "./spdx-ids.json" with { type: "json" };

const byLower = new Map(list.ids.map((id) => [id.toLowerCase(), id] as const));

/** The SPDX identifier a text names, however its letters are cased, or undefined where it is none. */
export function spdxIdOf(text: string): string | undefined {
  return byLower.get(text.trim().toLowerCase());
}
