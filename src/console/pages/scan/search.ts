import type { RawSearch } from "../../console-page.ts";

export const readSearch = (raw: RawSearch) => ({ sort: raw["sort"] });
