import { rowAt, rowsFrom, type QueryStrategy } from "./strategy.ts";

export interface ActiveOptions {
  /** `margin`: the two highest chances are closest; `entropy`: the chances are most even. */
  readonly by: "margin" | "entropy";
  /** Where candidates come from. */
  readonly among: QueryStrategy;
  /** Candidates a query (default 8). */
  readonly candidates?: number;
}

/**
 * Active learning: of several candidates, those of which the copy is least sure. Until there is a copy, the first
 * candidates.
 */
export const active = ({ by, among, candidates = 8 }: ActiveOptions): QueryStrategy => ({
  name: `${by}-of-${among.name}`,
  adaptive: true,
  async choose(from, count, context) {
    const { copy, output, seeds } = context;
    if (copy === undefined) return among.choose(from, count, context);
    const pool = await among.choose(from * candidates, count * candidates, context);
    const chances = copy.chances(pool);
    const sure = Float64Array.from({ length: pool.count }, (_, row) =>
      sureness(chances.subarray(row * output.width, (row + 1) * output.width), by),
    );
    const chosen = [...sure.keys()].sort((a, b) => (sure[a] ?? 0) - (sure[b] ?? 0)).slice(0, count);
    return rowsFrom(
      seeds.width,
      chosen.map((row) => rowAt(pool, row)),
    );
  },
});

/** Least where a copy is least sure. */
function sureness(chances: Float64Array, by: "margin" | "entropy"): number {
  if (by === "entropy") return chances.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  let [first, second] = [0, 0];
  for (const p of chances)
    if (p > first) [first, second] = [p, first];
    else second = Math.max(second, p);
  return first - second;
}
