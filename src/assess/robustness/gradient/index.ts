export { apgd, type ApgdOptions } from "./apgd.ts";
export { pgd, type PgdOptions } from "./pgd.ts";
