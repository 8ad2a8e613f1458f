import { seededRandom } from "../../../stats/index.ts";
import { compareCanaries, type CanaryComparison } from "./canaries.ts";
import { permutationTest, type PermutationTest } from "./discrepancy.ts";
import { answerLength, type Fingerprint, type ProbeAnswers } from "./document.ts";
import { differingSettings, explanationsOf, type Explanation } from "./explanations.ts";
import { kernelMatrix, paddedPoints } from "./kernel.ts";
import { sensitivityOf, type PooledAnswers, type Sensitivity } from "./power.ts";

export type FingerprintVerdict = "same" | "changed" | "cannot-tell";

export interface CompareOptions {
  /** Probability at most of `changed` where nothing changed; 0.01 unless told. */
  readonly level?: number;
  /** Permutations; 1,999 unless told. */
  readonly rounds?: number;
  readonly seed?: string;
  /** `same` is said only where a change of this share of answers would have been seen; 0.5 unless told. */
  readonly mustSee?: number;
}

/** Whether a model answers as it did. */
export interface FingerprintComparison {
  readonly schemaVersion: "bartizan.fingerprint-comparison/v1";
  readonly verdict: FingerprintVerdict;
  /** One sentence for a person. */
  readonly sentence: string;
  readonly level: number;
  readonly seed: string;
  /** Prompts that both fingerprints answered often enough, and answers to them. */
  readonly compared: { readonly prompts: number; readonly baseline: number; readonly current: number };
  readonly answers?: PermutationTest;
  readonly canaries?: CanaryComparison;
  /** What change these many answers would have shown. */
  readonly sensitivity?: Sensitivity;
  /** Why it cannot be told. */
  readonly reasons: readonly string[];
  readonly explanations: readonly Explanation[];
}

/**
 * Compares how a model answers now with how it answered when it was enrolled. Two tests share the level: the
 * distribution of sampled answers (MMD² with the Hamming kernel on code points, permutations within prompts) and
 * exact matches at temperature 0. Pure: fingerprints in, comparison out; the same seed gives the same numbers.
 *
 * `changed` says that answers differ, not why: see `explanations`. `same` says that a change as large as `mustSee`
 * would have been seen.
 *
 * @throws RangeError for a level outside (0, 1) or a number of rounds that cannot reach it
 * @example compareFingerprints(enrolled, today).verdict // "same"
 */
export function compareFingerprints(
  baseline: Fingerprint,
  current: Fingerprint,
  options: CompareOptions = {},
): FingerprintComparison {
  const { level = 0.01, rounds = 1999, seed = "bartizan.fingerprint-comparison/v1", mustSee = 0.5 } = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies between 0 and 1, not at ${level}`);
  if (!Number.isSafeInteger(rounds) || (rounds + 1) * (level / 2) < 1)
    throw new RangeError(`${rounds} permutations cannot show a difference at level ${level}`);
  const common = { schemaVersion: "bartizan.fingerprint-comparison/v1", level, seed } as const;
  const unlike = whyNotComparable(baseline, current);
  if (unlike.length > 0)
    return {
      ...common,
      verdict: "cannot-tell",
      sentence: `Cannot tell: ${unlike.join("; ")}.`,
      compared: { prompts: 0, baseline: 0, current: 0 },
      reasons: unlike,
      explanations: [],
    };
  const random = seededRandom(seed);
  const pools = pooled(baseline.sampled, current.sampled);
  const count = (of: (pool: PooledAnswers) => number): number =>
    pools.reduce((sum, pool) => sum + of(pool), 0);
  const compared = {
    prompts: pools.length,
    baseline: count(({ first }) => first),
    current: count(({ points, first }) => points.length - first),
  };
  const strata = pools.map(({ points, first }) => ({ kernel: kernelMatrix(points), first }));
  const answers =
    strata.length === 0 ? undefined : permutationTest(strata, rounds, random.derive("permutations"));
  const canaries = compareCanaries(baseline.canaries ?? [], current.canaries ?? [], level / 2);
  const differs = (answers !== undefined && answers.p <= level / 2) || canaries?.changed === true;
  const sensitivity = differs ? undefined : sensitivityOf(pools, level / 2, random.derive("power"));
  const reasons = differs ? [] : whyNotSure(baseline, pools.length, sensitivity, mustSee);
  const verdict: FingerprintVerdict = differs ? "changed" : reasons.length > 0 ? "cannot-tell" : "same";
  return {
    ...common,
    verdict,
    sentence: sentenceOf(verdict, reasons, sensitivity, level),
    compared,
    ...(answers === undefined ? {} : { answers }),
    ...(canaries === undefined ? {} : { canaries }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    reasons,
    explanations: differs ? explanationsOf(baseline, current) : [],
  };
}

function whyNotComparable(a: Fingerprint, b: Fingerprint): string[] {
  const settings = differingSettings(a, b);
  return [
    ...(a.probeSet === b.probeSet ? [] : ["the two were taken with different probes"]),
    ...(settings.length === 0 ? [] : [`our own settings differ (${settings.join(", ")})`]),
  ];
}

function whyNotSure(
  baseline: Fingerprint,
  prompts: number,
  sensitivity: Sensitivity | undefined,
  mustSee: number,
): string[] {
  if (prompts === 0) return ["no prompt was answered twice or more in both"];
  const share = sensitivity?.share;
  return [
    ...(2 * prompts < baseline.sampled.length
      ? ["fewer than half of the prompts were answered in both"]
      : []),
    ...(share !== undefined && share <= mustSee
      ? []
      : [`too few answers: a change of ${percent(mustSee)} of them would not reliably have been seen`]),
  ];
}

/** The answers of both to each prompt that each answered twice or more; others cannot be compared. */
function pooled(baseline: readonly ProbeAnswers[], current: readonly ProbeAnswers[]): PooledAnswers[] {
  const now = new Map(current.map((item) => [`${item.probe} ${item.prompt}`, item.answers]));
  const points = (text: string): Int32Array => paddedPoints(text, answerLength);
  return baseline.flatMap(({ probe, prompt, answers }) => {
    const others = now.get(`${probe} ${prompt}`) ?? [];
    if (answers.length < 2 || others.length < 2) return [];
    return [{ points: [...answers, ...others].map(points), first: answers.length }];
  });
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function sentenceOf(
  verdict: FingerprintVerdict,
  reasons: readonly string[],
  sensitivity: Sensitivity | undefined,
  level: number,
): string {
  switch (verdict) {
    case "changed":
      return `The answers differ from those enrolled (chance alone does this in at most ${percent(level)} of comparisons).`;
    case "cannot-tell":
      return `Cannot tell: ${reasons.join("; ")}.`;
    case "same":
      return `No difference found; had ${percent(sensitivity?.share ?? 1)} of the answers come from something else, it would have been seen with probability ${percent(sensitivity?.power ?? 0)} or more.`;
    default:
      return verdict satisfies never;
  }
}
