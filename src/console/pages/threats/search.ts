import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return { q: raw["q"], band: raw["band"], actor: raw["actor"], sort: raw["sort"], threat: raw["threat"] };
}
