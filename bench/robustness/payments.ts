import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rows } from "../../src/contracts/index.ts";
import { fraudFacts } from "../../range/models/predict-server/index.ts";

const { features, classes } = fraudFacts;

/** The first test payments of the practice fraud model, with their true classes. */
export function paymentsOf(most: number): {
  readonly rows: Rows;
  readonly labels: Int32Array;
  readonly features: readonly string[];
  readonly classes: readonly string[];
} {
  const file = join(import.meta.dirname, "..", "..", "range", "models", "fraud", "test.csv");
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const cells = lines.slice(0, most).map((line) => line.split(","));
  const width = features.length;
  const data = Float64Array.from(cells.flatMap((row) => row.slice(0, width).map(Number)));
  const labels = Int32Array.from(cells, (row) => classes.indexOf(row[width] ?? ""));
  return { rows: { count: cells.length, width, data }, labels, features, classes };
}
