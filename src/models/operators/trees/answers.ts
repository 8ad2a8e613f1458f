import {
  bothClasses,
  ensembleOfNode,
  postTransformed,
  rawScores,
  type TreeEnsemble,
} from "../../trees/index.ts";
import { tensorOf, type Tensor } from "../../tensor/index.ts";
import type { Call } from "../call.ts";

interface Told {
  readonly ensemble: TreeEnsemble;
  readonly raw: Float64Array;
  readonly rows: number;
}

/** The outputs of the trees of a node for every row of its input, before post-transforms. */
export function toldBy(call: Call): Told {
  const x = call.numbers(0);
  const ensemble = ensembleOfNode(call.node, x.type === "float64");
  const [rows = 0, width = 0] = x.shape;
  if (x.shape.length !== 2 || width < ensemble.width)
    throw call.unsupported(`asks for ${ensemble.width} features of rows of shape [${x.shape.join(", ")}]`);
  return { ensemble, rows, raw: rawScores(ensemble, x.data, rows, width) };
}

export function regressed(call: Call): Tensor[] {
  const { ensemble, raw, rows } = toldBy(call);
  // ONNX Runtime leaves a single number as it is, but for probit; so that answers agree, this does too.
  const { outputs } = ensemble;
  const post = outputs === 1 && ensemble.post !== "probit" ? "none" : ensemble.post;
  const output = call.fresh("float32", [rows, outputs]);
  for (let row = 0; row < rows; row++)
    output.data.set(
      postTransformed(post, Array.from(raw.subarray(row * outputs, (row + 1) * outputs))),
      row * outputs,
    );
  return [output];
}

export function classified(call: Call): Tensor[] {
  const { ensemble, raw, rows } = toldBy(call);
  const { outputs, post, classes, cut } = ensemble;
  const scores = call.fresh("float32", [rows, classes.length]);
  const labels: (string | number)[] = [];
  for (let row = 0; row < rows; row++) {
    const own = Array.from(raw.subarray(row * outputs, (row + 1) * outputs));
    const isOne = outputs === 1 && classes.length === 2;
    const [first = 0] = own;
    const chosen = isOne ? Number(first > cut) : chosenOf(own);
    scores.data.set(isOne ? bothClasses(post, first, cut) : postTransformed(post, own), row * classes.length);
    labels.push(classes[chosen] ?? 0);
  }
  return [labelTensor(labels), scores];
}

/**
 * The class of the largest score; of two classes, ONNX Runtime takes the second wherever its score is above 0.
 */
const chosenOf = (scores: readonly number[]): number =>
  scores.length === 2
    ? Number((scores[1] ?? 0) > 0)
    : scores.reduce((best, score, i) => (score > (scores[best] ?? 0) ? i : best), 0);

/** Texts where the classes are texts, whole numbers where they are such. */
export function labelTensor(labels: readonly (string | number)[]): Tensor {
  const texts = labels.filter((label) => typeof label === "string");
  if (texts.length > 0) return { type: "string", shape: [labels.length], data: texts };
  return tensorOf("int64", [labels.length], labels.map(Number));
}
