/** Places in (−1, 1) and their weights, which sum to 2. */
export interface Quadrature {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The rule of Gauss and Legendre with `count` places: exact for polynomials up to degree 2·count − 1. The places are the
 * zeros of the Legendre polynomial, found by Newton's steps from the asymptotic guess (Davis and Rabinowitz, 2.7).
 */
export function gaussLegendre(count: number): Quadrature {
  const places = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      const [value, before] = legendre(count, x);
      slope = (count * (x * value - before)) / (x * x - 1);
      const next = x - value / slope;
      const moved = Math.abs(next - x);
      x = next;
      if (moved < 1e-16) break;
    }
    places[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { places, weights };
}

/** The Legendre polynomials of degrees n and n − 1 at x. */
function legendre(n: number, x: number): readonly [number, number] {
  let [before, value] = [1, x];
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return [value, before];
}
