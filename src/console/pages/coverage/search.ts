import type { RawSearch } from "../../console-page.ts";

/** `column` with `state` narrows to rows whose cell of that column is in that state. */
export function readSearch(raw: RawSearch) {
  return {
    q: raw["q"],
    band: raw["band"],
    state: raw["state"],
    column: raw["column"],
    /** The open drawer: a threat, and which of its cells. */
    threat: raw["threat"],
    cell: raw["cell"],
  };
}

export type CoverageSearch = ReturnType<typeof readSearch>;
