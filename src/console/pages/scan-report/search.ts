import type { RawSearch } from "../../console-page.ts";

/** `view`: findings first, `files` or `code` where named; `file`: the file that is open. */
export const readSearch = (raw: RawSearch) => ({ view: raw["view"], file: raw["file"] });
