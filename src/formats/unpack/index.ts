export { inflate } from "./inflate.ts";
export { Unpacking, type Decoder } from "./unpacking.ts";
