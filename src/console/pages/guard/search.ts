import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return {
    hours: raw["hours"],
  };
}
