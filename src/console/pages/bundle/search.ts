import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return { entry: raw["entry"] };
}
