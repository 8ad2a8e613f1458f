import { clopperPearson } from "../../../stats/index.ts";
import type { ProbeAnswers } from "./document.ts";

/** How often answers at temperature 0 were other than the one first given. */
export interface CanaryComparison {
  readonly baseline: Deviations;
  readonly current: Deviations;
  readonly changed: boolean;
  /** Canaries none of whose answers is the one first given, though the baseline repeated it every time. */
  readonly lost: readonly string[];
}

export interface Deviations {
  readonly different: number;
  readonly asked: number;
  /** Exact two-sided interval of the rate (Clopper and Pearson 1934). */
  readonly low: number;
  readonly high: number;
}

/**
 * Canaries: the first answer of the baseline is the reference; the other answers of the baseline say how often an
 * unchanged model departs from it, those of the current fingerprint how often this one does. Changed where the two
 * exact intervals, each at 1 − level, do not meet and the current rate is the higher one: under no change both are
 * draws of the same rates, so that this happens with probability `level` at most.
 *
 * @returns undefined where neither side has answers to compare
 */
export function compareCanaries(
  baseline: readonly ProbeAnswers[],
  current: readonly ProbeAnswers[],
  level: number,
): CanaryComparison | undefined {
  const before = { different: 0, asked: 0 };
  const after = { different: 0, asked: 0 };
  const lost: string[] = [];
  for (const { probe, prompt, answers } of baseline) {
    const now = current.find((item) => item.probe === probe && item.prompt === prompt)?.answers ?? [];
    const [reference, ...repeats] = answers;
    if (reference === undefined || repeats.length === 0 || now.length === 0) continue;
    const differing = (list: readonly string[]): number => list.filter((text) => text !== reference).length;
    before.different += differing(repeats);
    before.asked += repeats.length;
    after.different += differing(now);
    after.asked += now.length;
    if (differing(repeats) === 0 && differing(now) === now.length) lost.push(probe);
  }
  if (after.asked === 0) return undefined;
  const bounded = ({ different, asked }: { different: number; asked: number }): Deviations => {
    const { low, high } = clopperPearson(different, asked, 1 - level);
    return { different, asked, low, high };
  };
  const [first, second] = [bounded(before), bounded(after)];
  return { baseline: first, current: second, changed: second.low > first.high, lost };
}
