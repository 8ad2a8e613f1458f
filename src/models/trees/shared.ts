import { modelsErrors } from "../errors.ts";
import type { PostTransform, Tree } from "./tree.ts";

const posts: readonly (readonly [string, PostTransform])[] = [
  ["NONE", "none"],
  ["SOFTMAX", "softmax"],
  ["LOGISTIC", "logistic"],
  ["SOFTMAX_ZERO", "softmax-zero"],
  ["PROBIT", "probit"],
];

/** By name, or by number as of ai.onnx.ml 5. */
export function postTransformOf(given: string | number): PostTransform {
  const found = typeof given === "number" ? posts[given] : posts.find(([name]) => name === given);
  if (found === undefined)
    throw modelsErrors.unsupportedOperator(`Trees with the post-transform ${given} are not computed here.`);
  return found[1];
}

export const widthOf = (trees: readonly Tree[]): number =>
  trees.reduce((width, { feature }) => feature.reduce((most, one) => Math.max(most, one + 1), width), 0);
