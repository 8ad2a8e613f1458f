export { marginsOf } from "./margin.ts";
export { square, type SquareOptions } from "./square.ts";
