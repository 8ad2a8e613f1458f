/** Scores of texts a model has not learnt from, with what they are. */
export interface Scored {
  readonly score: number;
  readonly label: 0 | 1;
}

/**
 * Platt's sigmoid (1999) by Newton steps, classes weighed alike: σ(slope · score + offset) is the chance of
 * an attack where attacks are as frequent as benign texts.
 */
export function calibrate(scored: readonly Scored[]): { readonly slope: number; readonly offset: number } {
  const positives = Math.max(1, scored.filter(({ label }) => label === 1).length);
  const negatives = Math.max(1, scored.length - positives);
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 30; round++) {
    let [ga, gb, haa, hab, hbb] = [1e-3 * (slope - 1), 1e-3 * offset, 1e-3, 0, 1e-3];
    for (const { score, label } of scored) {
      const weight = 0.5 / (label === 1 ? positives : negatives);
      const p = 1 / (1 + Math.exp(-(slope * score + offset)));
      const error = weight * (p - label);
      const curve = weight * Math.max(p * (1 - p), 1e-9);
      ga += error * score;
      gb += error;
      haa += curve * score * score;
      hab += curve * score;
      hbb += curve;
    }
    const determinant = haa * hbb - hab * hab;
    slope -= (hbb * ga - hab * gb) / determinant;
    offset -= (haa * gb - hab * ga) / determinant;
    slope = Math.min(5, Math.max(0.1, slope));
    offset = Math.min(10, Math.max(-10, offset));
  }
  return { slope, offset };
}

/** The smallest value that at most this share of `values` lies above. */
export function upperQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => b - a);
  return sorted[Math.floor(share * sorted.length)] ?? Number.NEGATIVE_INFINITY;
}
