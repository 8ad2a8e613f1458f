/** The steps of Adam (Kingma and Ba 2015) for one array of weights. */
export function adam(weights: Float64Array, rate: number): (gradient: Float64Array) => void {
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  let steps = 0;
  return (gradient) => {
    steps += 1;
    const size = (rate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i] ?? 0;
      const m = (first[i] = 0.9 * (first[i] ?? 0) + 0.1 * g);
      const v = (second[i] = 0.999 * (second[i] ?? 0) + 0.001 * g * g);
      weights[i] = (weights[i] ?? 0) - (size * m) / (Math.sqrt(v) + 1e-8);
    }
  };
}
