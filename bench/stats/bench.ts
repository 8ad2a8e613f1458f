/**
 * What an honest interval costs, as ratios taken in one run on one machine: `node bench/stats/bench.ts`.
 *
 * - one look at the interval against the naive grid of 1,000 means and 400 gamblers that defines it;
 * - folding a case into the sequence, fractional against binary, and the 10,000th case against the 100th;
 * - folding a case against one loopback HTTP request, the smallest thing a trial can be.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRateSequence, seededRandom } from "../../src/stats/index.ts";

const random = seededRandom("bench/stats");
const binary = Array.from({ length: 10_000 }, () => Number(random.next() < 0.05));
const fractional = Array.from({ length: 10_000 }, () => random.integer(4) / 3);

/** Median of several timings in microseconds of one call. */
function microseconds(run: () => void, repeats: number): number {
  const timings = Array.from({ length: repeats }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) * 1000;
  });
  return timings.sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
}

function naiveGrid(values: readonly number[]): number {
  let kept = 0;
  for (let i = 1; i < 1000; i++) {
    const mean = i / 1000;
    let total = 0;
    for (let j = 0; j < 400; j++) {
      const q = Math.sin((((j + 0.5) / 400) * Math.PI) / 2) ** 2;
      const stake = (q - mean) / (mean * (1 - mean));
      let capital = 1;
      for (const value of values) capital *= 1 + stake * (value - mean);
      total += capital;
    }
    if (total / 400 < 20) kept += 1;
  }
  return kept;
}

/** Mean time of folding cases from..to, everything before them folded already. */
function folding(values: readonly number[], from: number, to: number): number {
  const sequence = createRateSequence({ confidence: 0.95 });
  for (const value of values.slice(0, from)) sequence.add(value);
  const start = performance.now();
  for (const value of values.slice(from, to)) sequence.add(value);
  return ((performance.now() - start) * 1000) / (to - from);
}

async function loopbackRequest(): Promise<number> {
  const server = createServer((_, response) => response.end("{}")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  // Safe: a server that listens on an address has one.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const timings: number[] = [];
  for (let i = 0; i < 300; i++) {
    const start = performance.now();
    await (await fetch(url)).text();
    timings.push((performance.now() - start) * 1000);
  }
  await new Promise((resolve) => server.close(resolve));
  return timings.sort((a, b) => a - b)[150] ?? 0;
}

folding(binary, 0, 2000);
folding(fractional, 0, 1000);
const rows = {
  naive: microseconds(() => void naiveGrid(fractional.slice(0, 330)), 3),
  binary: folding(binary, 230, 430),
  fractional: folding(fractional, 230, 430),
  hundredth: folding(fractional, 50, 150),
  tenThousandth: folding(fractional, 9_800, 10_000),
  request: await loopbackRequest(),
};
const ratio = (a: number, b: number): number => Number((a / b).toPrecision(3));
console.log(
  JSON.stringify(
    {
      microseconds: Object.fromEntries(
        Object.entries(rows).map(([name, value]) => [name, Number(value.toPrecision(3))]),
      ),
      ratios: {
        "naive grid / one fractional case at 330": ratio(rows.naive, rows.fractional),
        "naive grid / one binary case at 330": ratio(rows.naive, rows.binary),
        "fractional / binary case at 330": ratio(rows.fractional, rows.binary),
        "10,000th / 100th fractional case": ratio(rows.tenThousandth, rows.hundredth),
        "loopback request / fractional case at 330": ratio(rows.request, rows.fractional),
      },
    },
    null,
    2,
  ),
);
