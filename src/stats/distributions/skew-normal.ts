import { nelderMead } from "../optimise/nelder-mead.ts";
import { gaussLegendre } from "../special/gauss-legendre.ts";
import { logNormalCdf } from "../special/log-normal-cdf.ts";
import { normalCdf } from "../special/normal.ts";
import { owensT } from "../special/owens-t.ts";

/** The skew-normal distribution of Azzalini (1985). `shape` 0 is the normal; positive leans to the right. */
export interface SkewNormal {
  readonly shape: number;
  readonly location: number;
  /** Above zero. */
  readonly scale: number;
}

/** Natural logarithm of the density at x. */
export function skewNormalLogDensity(x: number, { shape, location, scale }: SkewNormal): number {
  return standardLogDensity((x - location) / scale, shape) - Math.log(scale);
}

const standardLogDensity = (z: number, shape: number): number =>
  Math.LN2 - 0.5 * Math.log(2 * Math.PI) - (z * z) / 2 + logNormalCdf(shape * z);

/** Below this the subtraction of Owen's T has lost too many digits. */
const central = 1e-3;

/**
 * Natural logarithm of the distribution function at x: by Owen's T in the middle, and in the tails by quadrature of the
 * density relative to its value at the edge, which is log-concave. Nothing underflows however far out x lies.
 *
 * @example skewNormalLogCdf(95, { shape: 4, location: 100, scale: 10 }) / Math.LN2 // -9.455
 */
export function skewNormalLogCdf(x: number, { shape, location, scale }: SkewNormal): number {
  const z = (x - location) / scale;
  const below = normalCdf(z) - 2 * owensT(z, shape);
  if (below > central && below < 1 - central) return Math.log(below);
  return below <= central ? lowerTail(z, shape) : Math.log1p(-Math.exp(lowerTail(-z, -shape)));
}

const rule = gaussLegendre(40);
/** The density is followed down to e⁻⁴⁰ of its height. */
const depth = 40;

/** ln ∫ f from −∞ to z, where z lies below the mode: the density falls all the way. */
function lowerTail(z: number, shape: number): number {
  const edge = standardLogDensity(z, shape);
  if (edge === -Infinity) return -Infinity;
  let width = 1 / (1 + Math.abs(z));
  while (edge - standardLogDensity(z - width, shape) < depth) width *= 2;
  let sum = 0;
  const panels = 8;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < rule.places.length; i++) {
      const u = (width * (panel + (1 + (rule.places[i] ?? 0)) / 2)) / panels;
      sum += (rule.weights[i] ?? 0) * Math.exp(standardLogDensity(z - u, shape) - edge);
    }
  }
  return edge + Math.log((sum * width) / panels / 2);
}

/**
 * The fit by moments: fast and biased (it flattens the shape), so it only seeds the likelihood.
 *
 * @throws RangeError for fewer than three values, or values that do not vary
 */
export function skewNormalByMoments(values: Float64Array): SkewNormal {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  let [second, third] = [0, 0];
  for (const value of values) {
    second += (value - mean) ** 2 / n;
    third += (value - mean) ** 3 / n;
  }
  if (!(n >= 3 && second > 0 && Number.isFinite(third)))
    throw new RangeError("a fit needs three finite values or more that are not all the same");
  // A skew-normal cannot be skewed beyond 0.9953.
  const skewness = Math.max(-0.99, Math.min(0.99, third / second ** 1.5));
  const power = Math.abs(skewness) ** (2 / 3);
  const delta =
    Math.sign(skewness) * Math.sqrt(((Math.PI / 2) * power) / (power + ((4 - Math.PI) / 2) ** (2 / 3)));
  const scale = Math.sqrt(second / (1 - (2 * delta * delta) / Math.PI));
  const location = mean - scale * delta * Math.sqrt(2 / Math.PI);
  return { shape: delta / Math.sqrt(1 - delta * delta), location, scale };
}

/**
 * The fit of greatest likelihood, by a downhill simplex from the fit by moments.
 *
 * @throws RangeError for fewer than three values, or values that do not vary
 * @example fitSkewNormal(perplexities) // { shape: 3.99, location: 99.8, scale: 9.92 }
 */
export function fitSkewNormal(values: Float64Array): SkewNormal {
  const seed = skewNormalByMoments(values);
  const read = ([shape = 0, location = 0, logScale = 0]: readonly number[]): SkewNormal => ({
    shape,
    location: seed.location + location * seed.scale,
    scale: seed.scale * Math.exp(logScale),
  });
  const loss = (point: readonly number[]): number => {
    const fit = read(point);
    let sum = 0;
    for (const value of values) sum -= skewNormalLogDensity(value, fit);
    return sum;
  };
  return read(nelderMead(loss, [seed.shape, 0, 0], { steps: [0.5, 0.1, 0.1], tolerance: 1e-9 }).at);
}
