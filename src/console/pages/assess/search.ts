import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return { view: raw["view"], sort: raw["sort"], status: raw["status"] };
}
