import type { FeatureRow } from "../../contracts/index.ts";

/** What the values of one feature looked like in the reference. */
export type FeatureShape = {
  readonly name: string;
  /** Share of rows without it, or with null. */
  readonly missing: number;
  /** Set when there were numbers. `decimals`: most digits behind the point. */
  readonly number?: {
    readonly least: number;
    readonly most: number;
    /** 1st, 25th, 50th, 75th and 99th percentile. */
    readonly quantiles: readonly [number, number, number, number, number];
    readonly decimals: number;
  };
  /** Every word, where there were at most 200; absent for free text. */
  readonly words?: readonly string[];
  readonly kinds: readonly ("number" | "string" | "boolean")[];
};

/** A feature of a row; undefined when it is missing or null. */
export const valueOf = (row: FeatureRow, name: string): number | string | boolean | undefined =>
  Object.hasOwn(row, name) ? (row[name] ?? undefined) : undefined;
