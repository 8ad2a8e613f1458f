import type { Interval } from "../../../contracts/index.ts";
import { clopperPearson } from "../../../stats/index.ts";
import { similarity, type Template } from "./template.ts";

/** A row held against the template of somebody else. */
export interface Impostor {
  readonly victim: number;
  readonly similarity: number;
}

/** The identity, other than its own, that a vector is most like: what a search over a gallery finds. */
export function bestImpostor(
  vector: Float64Array,
  own: number,
  templates: readonly Template[],
): Impostor | undefined {
  let best: Impostor | undefined;
  for (const { identity, vector: template } of templates) {
    if (identity === own) continue;
    const like = similarity(vector, template);
    if (best === undefined || like > best.similarity) best = { victim: identity, similarity: like };
  }
  return best;
}

/**
 * The smallest threshold at which at most `share` of the similarities between rows and templates of others are
 * accepted. Infinity where there are none.
 */
export function thresholdAt(
  share: number,
  vectors: Float64Array,
  identities: Int32Array,
  templates: readonly Template[],
): number {
  const width = identities.length === 0 ? 0 : vectors.length / identities.length;
  const seen: number[] = [];
  identities.forEach((own, i) => {
    for (const { identity, vector } of templates)
      if (identity !== own) seen.push(similarity(vectors.subarray(i * width, (i + 1) * width), vector));
  });
  seen.sort((a, b) => b - a);
  const accepted = Math.floor(share * seen.length);
  // Accepted is what lies above; ties with the first that is not are not.
  return seen[accepted] ?? (seen.length === 0 ? Infinity : -1);
}

interface AcceptRate {
  readonly accepted: number;
  readonly n: number;
  readonly rate: number;
  readonly interval: Interval;
}

/** False-accept rate of tries, with its exact interval. Accepted is what is above the threshold. */
export function impostorRates(
  similarities: readonly number[],
  threshold: number,
  confidence = 0.95,
): AcceptRate {
  const accepted = similarities.filter((like) => like > threshold).length;
  const n = similarities.length;
  return {
    accepted,
    n,
    rate: n === 0 ? NaN : accepted / n,
    interval: clopperPearson(accepted, n, confidence),
  };
}
