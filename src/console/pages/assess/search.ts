import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return { sort: raw["sort"], status: raw["status"] };
}
