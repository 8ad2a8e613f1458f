/** What an endpoint charges. */
export interface Price {
  readonly perRow?: number;
  readonly perRequest?: number;
  /** Rows that one request may hold. */
  readonly rowsPerRequest?: number;
  /** Such as `EUR`. */
  readonly currency: string;
}

/** What so many queries cost, each request as full as it may be. */
export const costOf = (queries: number, { perRow = 0, perRequest = 0, rowsPerRequest = 1 }: Price): number =>
  queries * perRow + Math.ceil(queries / Math.max(1, rowsPerRequest)) * perRequest;
