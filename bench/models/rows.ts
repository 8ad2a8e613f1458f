import type { Rows } from "../../src/contracts/index.ts";
import { seededRandom } from "../../src/stats/index.ts";

export { gradientModelOf, openModel, predictorOf, runtimeNames, runtimeOf } from "../../src/models/index.ts";

/** Rows between 0 and 1, and labels of the first two classes. */
export function seededRows(
  count: number,
  shape: readonly number[],
): { readonly rows: Rows; readonly labels: Int32Array } {
  const random = seededRandom("bench/models");
  const width = shape.reduce((product, dim) => product * dim, 1);
  return {
    rows: { count, width, data: Float64Array.from({ length: count * width }, () => random.next()) },
    labels: Int32Array.from({ length: count }, () => random.integer(2)),
  };
}
