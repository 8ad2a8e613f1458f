import { similarity, type Embed, type Template } from "./template.ts";

/** A row between two: the mean, or nearer to the second as `share` grows. */
export const morph = (a: Float64Array, b: Float64Array, share = 0.5): Float64Array =>
  a.map((value, i) => (1 - share) * value + share * (b[i] ?? 0));

/**
 * Which pairs of rows have a mean that is taken for both identities: one document, two holders (the mated morph
 * presentation match rate of ISO/IEC 20059 counts these).
 */
export async function morphsAccepted(
  embed: Embed,
  pairs: readonly {
    readonly rows: readonly [Float64Array, Float64Array];
    readonly templates: readonly [Template, Template];
  }[],
  threshold: number,
): Promise<readonly boolean[]> {
  const [first] = pairs;
  if (first === undefined) return [];
  const width = first.rows[0].length;
  const data = new Float64Array(pairs.length * width);
  pairs.forEach(({ rows }, i) => data.set(morph(...rows), i * width));
  const vectors = await embed({ count: pairs.length, width, data });
  const length = vectors.length / pairs.length;
  return pairs.map(({ templates }, i) => {
    const vector = vectors.subarray(i * length, (i + 1) * length);
    return templates.every((template) => similarity(vector, template.vector) > threshold);
  });
}
