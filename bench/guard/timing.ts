/** Microseconds, one for each call. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Times every call; of several rounds the best, because whatever else runs on the machine only adds. */
export async function spread(
  rounds: number,
  calls: number,
  prepare: (round: number, call: number) => () => unknown,
): Promise<Spread> {
  let best: Spread = { p50: Infinity, p99: Infinity };
  for (let round = 0; round < rounds; round++) {
    const took: number[] = [];
    for (let call = 0; call < calls; call++) {
      const run = prepare(round, call);
      const began = performance.now();
      await run();
      took.push((performance.now() - began) * 1000);
    }
    best = { p50: Math.min(best.p50, quantile(took, 0.5)), p99: Math.min(best.p99, quantile(took, 0.99)) };
  }
  return best;
}

/** Microseconds one call takes on average, in the best of several rounds. */
export function bestOf(rounds: number, calls: number, run: (call: number) => unknown): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (let call = 0; call < calls; call++) run(call);
    best = Math.min(best, ((performance.now() - began) * 1000) / calls);
  }
  return best;
}

export function line(what: string, figure: string): void {
  console.log(`${what.padEnd(52)} ${figure}`);
}

export const round = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
