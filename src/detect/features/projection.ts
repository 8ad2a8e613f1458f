/** The most numbers a row is kept as. */
export const mostDirections = 24;

/**
 * Numbers as they are, or, where they are more than 24, their projections onto 24 directions of random signs, the same
 * for every row: distances stay about what they were (Johnson and Lindenstrauss; Achlioptas 2003).
 */
export function projected(raw: readonly number[]): readonly number[] {
  if (raw.length <= mostDirections) return raw;
  const values = Array.from({ length: mostDirections }, () => 0);
  raw.forEach((value, i) => {
    let signs = Math.imul(i + 1, 0x9e3779b1);
    signs = Math.imul(signs ^ (signs >>> 15), 0x2c1b3c6d);
    signs ^= signs >>> 13;
    for (let k = 0; k < mostDirections; k++)
      values[k] = (values[k] ?? 0) + ((signs >>> k) & 1 ? value : -value);
  });
  return values.map((value) => value / Math.sqrt(mostDirections));
}
