export { normalDraws } from "./normal.ts";
export { randomStart } from "./start.ts";
