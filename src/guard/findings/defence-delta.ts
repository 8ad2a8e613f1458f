import type { Arm, Case, Interval, Trial } from "../../contracts/index.ts";
import { createDifferenceSequence, mcnemarExact, percent, wilson } from "../../stats/index.ts";

export interface DefenceDeltaOptions {
  readonly cases: readonly Case[];
  /** Trials of the cases against the target alone. */
  readonly without: readonly Trial[];
  /** Trials of the same cases with the guard before the target. */
  readonly with: readonly Trial[];
  readonly confidence?: number;
}

/** What the guard changes for one arm, on the same cases. */
export interface ArmDelta {
  /** Cases scored on both sides. */
  readonly pairs: number;
  /** Mean over the pairs: breached for attacks, refused for benign twins. */
  readonly without: { readonly rate: number; readonly interval: Interval };
  readonly with: { readonly rate: number; readonly interval: Interval };
  /** with − without, paired, anytime-valid. Below 0 is better, in both arms. */
  readonly difference: number;
  readonly interval: Interval;
  /** Cases that got better and worse by at least half their repeats. */
  readonly mended: number;
  readonly broke: number;
  /** Exact McNemar, two-sided. */
  readonly pValue: number;
  /** Cases left out because one side could not be scored. */
  readonly unscored: number;
  /** Trials the guard itself stopped, among those of the pairs. */
  readonly stopped: number;
}

export interface DefenceDelta {
  readonly attack: ArmDelta;
  /** Bare intents, without a technique. */
  readonly baseline: ArmDelta;
  /** Over-refusal: what the guard costs those who ask for something legitimate. */
  readonly benign: ArmDelta;
  readonly sentence: string;
}

/**
 * The difference a guard makes: the same cases with and without it, each against itself. A trial that an
 * intermediary blocked counts as held (an attack) or refused (a benign twin) on the side with the guard;
 * on the other side it stays unscored, because nothing of ours can have blocked it there.
 */
export function defenceDelta(options: DefenceDeltaOptions): DefenceDelta {
  const { cases, confidence = 0.95 } = options;
  const before = byCase(options.without);
  const after = byCase(options.with);
  const arm = (name: Arm): ArmDelta =>
    armDelta(
      cases.filter((item) => item.arm === name),
      before,
      after,
      confidence,
    );
  const [attack, baseline, benign] = [arm("attack"), arm("baseline"), arm("benign")];
  return { attack, baseline, benign, sentence: sentenceOf(attack, benign) };
}

function byCase(trials: readonly Trial[]): Map<string, Trial[]> {
  const grouped = new Map<string, Map<number, Trial>>();
  for (const trial of trials) {
    const repeats = grouped.get(trial.case) ?? new Map<number, Trial>();
    grouped.set(trial.case, repeats);
    // Of several attempts at a repeat the last one counts.
    const known = repeats.get(trial.repeat);
    if (known === undefined || known.attempt < trial.attempt) repeats.set(trial.repeat, trial);
  }
  return new Map([...grouped].map(([id, repeats]) => [id, [...repeats.values()]]));
}

function armDelta(
  cases: readonly Case[],
  before: ReadonlyMap<string, readonly Trial[]>,
  after: ReadonlyMap<string, readonly Trial[]>,
  confidence: number,
): ArmDelta {
  const sequence = createDifferenceSequence({ confidence });
  const sums = { without: 0, with: 0, mended: 0, broke: 0, unscored: 0, stopped: 0 };
  for (const { id, arm } of cases) {
    const was = meanOf(before.get(id) ?? [], undefined);
    const is = meanOf(after.get(id) ?? [], arm === "benign" ? 1 : 0);
    if (was === undefined || is === undefined) {
      sums.unscored += 1;
      continue;
    }
    sequence.add(is - was);
    sums.without += was;
    sums.with += is;
    sums.stopped += (after.get(id) ?? []).filter(wasStopped).length;
    if (was >= 0.5 && is < 0.5) sums.mended += 1;
    if (was < 0.5 && is >= 0.5) sums.broke += 1;
  }
  const pairs = sequence.n;
  const rate = (sum: number): { rate: number; interval: Interval } => ({
    rate: pairs === 0 ? 0 : sum / pairs,
    interval: stated(wilson(sum, pairs, confidence), confidence),
  });
  return {
    pairs,
    without: rate(sums.without),
    with: rate(sums.with),
    difference: sequence.point,
    interval:
      pairs === 0 ? { low: -1, high: 1, confidence, method: "none", anytime: true } : sequence.interval(),
    mended: sums.mended,
    broke: sums.broke,
    pValue: mcnemarExact(sums.broke, sums.mended),
    unscored: sums.unscored,
    stopped: sums.stopped,
  };
}

const stated = ({ low, high }: { low: number; high: number }, confidence: number): Interval => ({
  low,
  high,
  confidence,
  method: "wilson",
  anytime: false,
});

const wasStopped = ({ outcome }: Trial): boolean =>
  outcome.kind === "unscored" && outcome.reason === "blocked-by-intermediary";

/** Share of the repeats that were breached or refused; undefined when none could be scored. */
function meanOf(trials: readonly Trial[], stoppedAs: number | undefined): number | undefined {
  const values = trials.flatMap((trial) => {
    if (wasStopped(trial)) return stoppedAs === undefined ? [] : [stoppedAs];
    if (trial.outcome.kind === "unscored") return [];
    return [trial.outcome.kind === "breached" || trial.outcome.kind === "refused" ? 1 : 0];
  });
  return values.length === 0
    ? undefined
    : values.reduce<number>((sum, value) => sum + value, 0) / values.length;
}

function sentenceOf(attack: ArmDelta, benign: ArmDelta): string {
  const change = ({ without, with: guarded, pairs, interval }: ArmDelta): string =>
    `${percent(without.rate)} to ${percent(guarded.rate)} of ${pairs} cases ` +
    `(difference ${signed(interval.low)} to ${signed(interval.high)} at ${percent(interval.confidence)})`;
  const cost =
    benign.pairs === 0
      ? "No benign twins were run: what it costs is not known."
      : `Legitimate asks refused go from ${change(benign)}.`;
  if (attack.pairs === 0) return `No attack was scored on both sides. ${cost}`;
  return `Breaches go from ${change(attack)}. ${cost}`;
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${(value * 100).toFixed(1)} points`;
