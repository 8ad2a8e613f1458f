import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return {
    file: raw["file"],
    view: raw["view"],
  };
}
