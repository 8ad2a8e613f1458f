/**
 * Gradients of a small convolutional network beside TensorFlow.js on its processor backend, in one run, by turns:
 * `node bench/models/tfjs.ts FOLDER`, where FOLDER has `@tensorflow/tfjs` installed (`npm install --ignore-scripts`). It is no
 * dependency: the file is loaded by its path. Both networks have the layers of `digits_cnn.onnx`.
 */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gradientModelOf, openModel, seededRows } from "./rows.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder in which @tensorflow/tfjs is installed");

interface Tensor {
  data(): Promise<unknown>;
  dispose(): void;
}
/** What is used of it; types of the package are not there. */
interface Tfjs {
  setBackend(name: string): Promise<boolean>;
  sequential(options: { layers: readonly unknown[] }): { apply(x: Tensor): Tensor };
  readonly layers: Readonly<
    Record<"conv2d" | "maxPooling2d" | "flatten" | "dense", (options?: object) => unknown>
  >;
  randomUniform(shape: readonly number[]): Tensor;
  zeros(shape: readonly number[], type: string): Tensor;
  oneHot(labels: Tensor, classes: number): Tensor;
  grad(of: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
  readonly losses: { softmaxCrossEntropy(...args: readonly unknown[]): Tensor };
  readonly Reduction: { readonly SUM: number };
}
// Safe: the package's own description of itself, as far as it is used here.
const tf = createRequire(join(resolve(folder), "package.json"))("@tensorflow/tfjs") as Tfjs;
await tf.setBackend("cpu");

const rows = 256;
const conv = (filters: number, more: object = {}): unknown =>
  tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", activation: "relu", ...more });
const pool = (): unknown => tf.layers.maxPooling2d({ poolSize: 2 });
const network = tf.sequential({
  layers: [
    conv(8, { inputShape: [8, 8, 1] }),
    pool(),
    conv(16),
    pool(),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10 }),
  ],
});
const right = tf.oneHot(tf.zeros([rows], "int32"), 10);
const gradient = tf.grad((x) =>
  tf.losses.softmaxCrossEntropy(right, network.apply(x), undefined, undefined, tf.Reduction.SUM),
);
const pictures = tf.randomUniform([rows, 8, 8, 1]);
async function theirs(): Promise<void> {
  const result = gradient(pictures);
  await result.data();
  result.dispose();
}

const open = await openModel(join(import.meta.dirname, "../../src/models/fixtures/digits_cnn.onnx"), {
  runtime: "onnxruntime-web",
});
const model = await gradientModelOf(open);
const { rows: given, labels } = seededRows(rows, [1, 8, 8]);
const ours = async (): Promise<void> => void (await model.lossAndGradient(given, labels, "cross-entropy"));

/** Milliseconds of processor time of one of `times` calls together: what others do on the machine counts for less. */
async function timed(run: () => Promise<void>, times: number): Promise<number> {
  const start = process.cpuUsage();
  for (let i = 0; i < times; i++) await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}

await timed(ours, 200);
await timed(theirs, 5);
const pairs: { readonly ours: number; readonly theirs: number }[] = [];
for (let turn = 0; turn < 9; turn++)
  pairs.push({ ours: await timed(ours, 50), theirs: await timed(theirs, 2) });
const perSecond = (milliseconds: number): number => Math.round((rows * 1000) / milliseconds);
const best = (read: (pair: (typeof pairs)[number]) => number): number => Math.min(...pairs.map(read));
const ratios = pairs.map((pair) => pair.theirs / pair.ours).sort((a, b) => a - b);
console.log(
  `ours ${perSecond(best((pair) => pair.ours))} rows a second, TensorFlow.js ${perSecond(best((pair) => pair.theirs))} rows a second, of processor time, the best of 9 turns each`,
);
console.log(
  `ratio of a turn: median ${(ratios[4] ?? 0).toFixed(0)}, ${(ratios[0] ?? 0).toFixed(0)} to ${(ratios[8] ?? 0).toFixed(0)}`,
);
await model.close();
await open.close();
