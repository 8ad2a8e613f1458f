export { attackFamilies, generateAttacks, generateCarriers } from "./generate.ts";
