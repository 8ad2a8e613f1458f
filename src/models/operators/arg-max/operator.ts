import { extremeIndex } from "../extreme-index/extreme-index.ts";

export const operator = extremeIndex("ArgMax");
