import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return { q: raw["q"], sort: raw["sort"] };
}
