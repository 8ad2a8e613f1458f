import { normalCdf, normalQuantile } from "../special/normal.ts";

/** Coefficients of a polynomial, the constant first. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/**
 * The test of normality of Shapiro and Wilk, as Royston (1995, algorithm AS R94) computes it. `w` is near 1 for
 * normal values and falls with every departure; `p` is the chance of one as small in normal values.
 *
 * @param values 3 to 5,000 finite numbers in any order, not all the same
 * @throws RangeError for other numbers of values, values that are not finite, and values that are all the same
 * @example shapiroWilk([148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236]) // { w: 0.7888…, p: 0.0067… }
 */
export function shapiroWilk(values: readonly number[]): { readonly w: number; readonly p: number } {
  const n = values.length;
  if (n < 3 || n > 5000) throw new RangeError(`the test of normality takes 3 to 5,000 values, not ${n}`);
  if (!values.every(Number.isFinite)) throw new RangeError("the test of normality takes finite values");
  const sorted = Float64Array.from(values).sort();
  const range = (sorted[n - 1] ?? 0) - (sorted[0] ?? 0);
  if (!(range > 0 && Number.isFinite(range))) throw new RangeError("the values are all the same");
  const mean = sorted.reduce((sum, value) => sum + value / n, 0);
  const weights = weightsOf(n);
  let [along, spread, size] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const weight = i < n / 2 ? -(weights[i] ?? 0) : (weights[n - 1 - i] ?? 0);
    const off = ((sorted[i] ?? 0) - mean) / range;
    const middle = n % 2 === 1 && i === (n - 1) / 2;
    along += middle ? 0 : weight * off;
    size += middle ? 0 : weight * weight;
    spread += off * off;
  }
  const w = Math.min(1, (along * along) / (size * spread));
  return { w, p: chanceOf(w, n) };
}

const known = new Map<number, Float64Array>();

/** The weights of the upper half, the greatest first; those of the lower half are their negatives. */
function weightsOf(n: number): Float64Array {
  let weights = known.get(n);
  if (weights === undefined) {
    weights = computeWeights(n);
    if (known.size < 64) known.set(n, weights);
  }
  return weights;
}

function computeWeights(n: number): Float64Array {
  if (n === 3) return Float64Array.of(Math.SQRT1_2);
  const scores = Float64Array.from({ length: Math.floor(n / 2) }, (_, i) =>
    normalQuantile((i + 1 - 0.375) / (n + 0.25)),
  );
  const squares = 2 * scores.reduce((sum, score) => sum + score * score, 0);
  const [m1 = 0, m2 = 0] = scores;
  const root = 1 / Math.sqrt(n);
  const first =
    polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], root) - m1 / Math.sqrt(squares);
  const second =
    polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], root) - m2 / Math.sqrt(squares);
  const corrected = n > 5 ? [first, second] : [first];
  const left = n > 5 ? squares - 2 * m1 * m1 - 2 * m2 * m2 : squares - 2 * m1 * m1;
  const scale = Math.sqrt(left / (1 - 2 * corrected.reduce((sum, one) => sum + one * one, 0)));
  return scores.map((score, i) => corrected[i] ?? -score / scale);
}

function chanceOf(w: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))));
  const y = Math.log(1 - w);
  if (n <= 11) {
    const gamma = polynomial([-2.273, 0.459], n);
    if (y >= gamma) return 0;
    const middle = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n);
    const deviation = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n));
    return normalCdf((middle + Math.log(gamma - y)) / deviation);
  }
  const x = Math.log(n);
  const middle = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], x);
  const deviation = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], x));
  return normalCdf((middle - y) / deviation);
}
