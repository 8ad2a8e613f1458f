import type { RawSearch } from "../../console-page.ts";

/**
 * `view`: findings first; `files`, `provenance` or `about` where named; `file`: the file that is open; `link`: the
 * link of a provenance chain that is chosen.
 */
export const readSearch = (raw: RawSearch) => ({ view: raw["view"], file: raw["file"], link: raw["link"] });
