export type * from "./wire/wire.ts";
