/**
 * Gradients of models with respect to their rows, and predictions, in rows a second on every runtime that is
 * installed: `node bench/models/bench.ts`. The median of several runs, one thread.
 */
import { join } from "node:path";
import { gradientModelOf, openModel, predictorOf, runtimeNames, runtimeOf, seededRows } from "./rows.ts";

const fixtures = join(import.meta.dirname, "..", "..", "src", "models", "fixtures");
const files = ["digits_mlp.onnx", "bc_mlp.onnx", "digits_cnn.onnx"];

/** Rows a second; the median of seven timings of at least 0.2 s after one that warms up. */
async function speed(count: number, run: () => Promise<unknown>): Promise<number> {
  await run();
  const timings: number[] = [];
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    let rows = 0;
    while (performance.now() - start < 200) {
      await run();
      rows += count;
    }
    timings.push((rows * 1000) / (performance.now() - start));
  }
  return timings.sort((a, b) => a - b)[3] ?? 0;
}

for (const runtime of runtimeNames) {
  if ((await runtimeOf(runtime)) === undefined) {
    console.log(`${runtime}: not installed`);
    continue;
  }
  for (const file of files) {
    const open = await openModel(join(fixtures, file), { runtime });
    const predictor = await predictorOf(open);
    const gradients = await gradientModelOf(open);
    for (const count of [1, 64, 1024]) {
      const { rows, labels } = seededRows(count, predictor.input.shape);
      const predicted = await speed(count, () => predictor.predict(rows));
      const differentiated = await speed(count, () =>
        gradients.lossAndGradient(rows, labels, "cross-entropy"),
      );
      console.log(
        `${runtime}  ${file}  batch ${count}: ${Math.round(predicted)} rows/s predicted, ${Math.round(differentiated)} rows/s of gradients`,
      );
    }
    await gradients.close();
    await open.close();
  }
}
