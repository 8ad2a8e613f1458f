import type { Predictions, RandomSource, Rows } from "../../../contracts/index.ts";
import { normalDraws } from "../draws/index.ts";
import { certifiedRadius } from "./certificate.ts";

export interface SmoothingOptions {
  readonly predict: (rows: Rows) => Promise<Predictions>;
  /** Classes of the model. */
  readonly classes: number;
  readonly row: Float64Array;
  /** The row's own stream: the same whatever other rows are certified. */
  readonly random: RandomSource;
  /** Standard deviation of the noise, in units of distance. */
  readonly sigma: number;
  /** How much of each feature one unit of distance is; 0 for features without noise. Default 1 for all. */
  readonly scales?: Float64Array;
  /** Noisy rows are brought inside, as part of the model that is smoothed. */
  readonly domain?: { readonly low: number; readonly high: number };
  /** Noisy rows that choose the class (default 100). */
  readonly n0?: number;
  /** Noisy rows that say how likely it is (default 100,000; 1,000 for a first look). */
  readonly n?: number;
  /** Chance that a certificate is wrong (default 0.001). */
  readonly alpha?: number;
  /** Rows asked for at a time (default 1,000). */
  readonly batch?: number;
}

/**
 * What the smoothed classifier says of a row. `certified`: its class, and that it is the same for every row within
 * `radius` in L2. `abstains`: the class is not clear enough under noise.
 */
export type Smoothed = {
  readonly hits: number;
  readonly n: number;
  /** Rows asked for. */
  readonly queries: number;
} & (
  | { readonly kind: "certified"; readonly label: number; readonly radius: number }
  | { readonly kind: "abstains"; readonly label: number }
);

/**
 * Certifies the smoothed classifier at one row (Cohen et al., 2019, "Certify"). It is a certificate for the deployed
 * model only where that one answers with the most likely class under the same noise.
 */
export async function certifySmoothed(options: SmoothingOptions): Promise<Smoothed> {
  const { n0 = 100, n = 100_000, alpha = 0.001, sigma, random } = options;
  // Rows that chose the class must not say how likely it is.
  const counts = await countLabels(options, n0, random.derive("choice"));
  const label = counts.indexOf(Math.max(...counts));
  const hits = (await countLabels(options, n, random.derive("estimate")))[label] ?? 0;
  const radius = certifiedRadius(hits, n, sigma, alpha);
  const seen = { label, hits, n, queries: n0 + n };
  return radius === undefined ? { kind: "abstains", ...seen } : { kind: "certified", radius, ...seen };
}

/** How often each class is the answer. Rows without an answer count for none. */
async function countLabels(
  { predict, classes, row, sigma, scales, domain, batch = 1000 }: SmoothingOptions,
  n: number,
  random: RandomSource,
): Promise<number[]> {
  const draw = normalDraws(random);
  const counts = Array.from({ length: classes }, () => 0);
  const width = row.length;
  for (let done = 0; done < n;) {
    const count = Math.min(batch, n - done);
    const data = new Float64Array(count * width);
    for (let at = 0; at < data.length; at++) {
      const feature = at % width;
      const scale = scales?.[feature] ?? 1;
      const value = row[feature] ?? 0;
      data[at] = scale === 0 ? value : clip(value + sigma * scale * draw(), domain);
    }
    const { labels } = await predict({ count, width, data });
    for (const label of labels) if (label >= 0 && label < classes) counts[label] = (counts[label] ?? 0) + 1;
    done += count;
  }
  return counts;
}

const clip = (value: number, domain: SmoothingOptions["domain"]): number =>
  domain === undefined ? value : Math.min(domain.high, Math.max(domain.low, value));
