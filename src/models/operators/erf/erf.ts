/**
 * The error function, to about 1e-15: its Taylor series near zero, the continued fraction of erfc beyond
 * (Abramowitz and Stegun, 7.1.6 and 7.1.14).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 100; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
      if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (size + fraction);
  const rest = Math.exp(-size * size) / (size + fraction) / Math.sqrt(Math.PI);
  return Math.sign(x) * (1 - rest);
}
