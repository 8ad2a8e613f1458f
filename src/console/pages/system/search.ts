import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return {
    /** `diagram` or `table`. */
    view: raw["view"],
    /** The open part or flow. */
    element: raw["element"],
  };
}
