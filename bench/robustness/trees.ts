/**
 * The exact distance to the nearest row of another class in L∞, for two tree ensembles, beside a mixed-integer program
 * on the same rows in the same run: `node bench/robustness/trees.ts PYTHON`, where PYTHON has scipy.
 *
 * Each row is searched once in a process that has searched none before, so that what is compiled and kept on the way
 * is paid for; `warm` is a second pass over the same rows.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constraintsOf, NearestSearch, regionOf } from "../../src/assess/robustness/index.ts";
import { ensembleOf } from "../../src/assess/robustness/testing/tree-fixture.ts";
import { fixture } from "../../src/assess/robustness/testing/fixture.ts";

const [python, only] = process.argv.slice(2);
const file = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/robustness/trees.json"), "utf8"),
);
const { test } = fixture("bc");
const constraints = constraintsOf({ shape: [30], domain: { low: 0, high: 1 } });

for (const [name, most] of [
  ["small", 40],
  ["big", 12],
] as const) {
  if (only !== undefined && only !== name) continue;
  const { trees, nearest } = file[name];
  const examples = nearest.rows.slice(0, most).map((at: number) => test[at]);
  const search = new NearestSearch(ensembleOf(trees, 30), constraints);
  const pass = (): { distances: number[]; perRow: number } => {
    const start = performance.now();
    const distances = examples.map(
      ({ row, label }: { row: Float64Array; label: number }) =>
        search.nearest({ region: regionOf(constraints, row, "linf"), label }).upper,
    );
    return { distances, perRow: (performance.now() - start) / examples.length };
  };
  const first = pass();
  const warm = pass();
  console.log(
    `${name}: ${trees.length} trees, ${examples.length} rows: ${first.perRow.toFixed(3)} ms a row, warm ${warm.perRow.toFixed(3)} ms`,
  );
  if (python === undefined) continue;
  const lines = execFileSync(python, [join(import.meta.dirname, "exact_milp.py")], {
    encoding: "utf8",
    input: JSON.stringify({
      trees,
      rows: examples.map(({ row }: { row: Float64Array }) => [...row]),
      labels: examples.map(({ label }: { label: number }) => label),
    }),
  });
  const solved = lines
    .trim()
    .split("\n")
    // Safe: the script beside this one wrote them.
    .map((line) => JSON.parse(line) as readonly [number, number]);
  const apart = Math.max(...solved.map(([distance], k) => Math.abs(distance - (first.distances[k] ?? 0))));
  const perRow = (1000 * solved.reduce((sum, [, seconds]) => sum + seconds, 0)) / solved.length;
  console.log(
    `  HiGHS ${perRow.toFixed(1)} ms a row, ${(perRow / first.perRow).toFixed(0)} times as long (warm ${(perRow / warm.perRow).toFixed(0)}); distances differ by ${apart.toExponential(1)} at most`,
  );
}
