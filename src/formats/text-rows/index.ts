export { rowOfText, textOfRow } from "./text-rows.ts";
