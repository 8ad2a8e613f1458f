import type { QueryPrice } from "../../contracts/index.ts";

/** What so many queries cost, each request as full as it may be. */
export const costOf = (
  queries: number,
  { perRow = 0, perRequest = 0, rowsPerRequest = 1 }: QueryPrice,
): number => queries * perRow + Math.ceil(queries / Math.max(1, rowsPerRequest)) * perRequest;
