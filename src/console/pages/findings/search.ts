import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return {
    q: raw["q"],
    state: raw["state"],
    severity: raw["severity"],
    sort: raw["sort"],
    finding: raw["finding"],
  };
}
