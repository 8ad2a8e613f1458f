import type { PostTransform } from "./tree.ts";

const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x)));

/** What a post-transform makes of the scores of one row, after the specification of ai.onnx.ml. */
export const postTransformed = (post: PostTransform, scores: readonly number[]): number[] =>
  transforms[post](scores);

const transforms: Readonly<Record<PostTransform, (scores: readonly number[]) => number[]>> = {
  none: (scores) => [...scores],
  logistic: (scores) => scores.map(logistic),
  softmax: (scores) => sharesOf(scores, () => true),
  // Scores that are zero stay so and do not take part.
  "softmax-zero": (scores) => sharesOf(scores, (score) => Math.abs(score) > 1e-7),
  probit: (scores) => scores.map((score) => Math.SQRT2 * inverseErf(2 * score - 1)),
};

function sharesOf(scores: readonly number[], takesPart: (score: number) => boolean): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => (takesPart(score) ? Math.exp(score - most) : 0));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => (sum === 0 ? power : power / sum));
}

/** Winitzki's approximation (2008), which is what ONNX Runtime computes. */
function inverseErf(x: number): number {
  const log = Math.log((1 - x) * (1 + x));
  const first = 2 / (Math.PI * 0.147) + 0.5 * log;
  return Math.sign(x) * Math.sqrt(Math.sqrt(first * first - log / 0.147) - first);
}

/** Both classes from the one score that tells them, as ONNX Runtime has it. */
export function bothClasses(post: PostTransform, score: number, cut: number): [number, number] {
  if (post === "probit") return [score, postTransformed("probit", [score])[0] ?? 0];
  if (cut === 0.5) return [1 - score, score];
  return post === "logistic" ? [logistic(-score), logistic(score)] : [-score, score];
}
