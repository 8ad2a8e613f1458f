import type { Interval } from "../../../contracts/index.ts";
import { clopperPearson } from "../../../stats/index.ts";
import { injectionErrors } from "../errors.ts";
import { modelRoles, type ModelRole } from "../model/index.ts";
import { acceptedAlarms, benignNeeded } from "./accepted-alarms.ts";
import type { TrafficExample } from "./read-traffic.ts";

/** A text of the traffic, judged by a model that has not learnt from it. */
export interface Held {
  readonly role: ModelRole;
  readonly label: 0 | 1;
  readonly probability: number;
}

export interface Counted {
  readonly count: number;
  readonly of: number;
  /** Exact, 95 %. */
  readonly interval: Interval;
}

export interface RoleReport {
  readonly benign: number;
  readonly attacks: number;
  /** Absent where the role had no benign traffic: the threshold of the base model stays. */
  readonly threshold?: number;
  readonly falseAlarms?: Counted;
  readonly recall?: Counted;
}

/**
 * @throws BartizanError INJECTION_TOO_FEW_EXAMPLES when no role has benign traffic, or one has some but not
 * enough to promise the rate
 */
export function demandEnough(examples: readonly TrafficExample[], rate: number, confidence: number): void {
  const needed = benignNeeded(rate, confidence);
  const benign = (role: ModelRole): number =>
    examples.filter((one) => one.role === role && one.label === 0).length;
  const short = modelRoles.filter((role) => benign(role) > 0 && benign(role) < needed);
  const promise = `${100 * rate} % false alarms at ${100 * confidence} % confidence needs ${needed} different benign texts of a role`;
  if (short.length > 0)
    throw injectionErrors.tooFewExamples(
      `${promise}; there are ${short.map((role) => `${benign(role)} of role ${role}`).join(", ")}.`,
    );
  if (modelRoles.every((role) => benign(role) === 0))
    throw injectionErrors.tooFewExamples(`${promise}; there are none.`);
}

/**
 * No threshold lies below: benign traffic that is all of a kind scores next to nothing, and a threshold set
 * right above it would alarm at every text of another kind.
 */
export const lowestThreshold = 0.5;

/** Sets the threshold on the benign texts, and counts what it does to the texts held back. */
export function judgeRole(held: readonly Held[], rate: number, confidence: number): RoleReport {
  const benign = held.filter(({ label }) => label === 0).map(({ probability }) => probability);
  const attacks = held.filter(({ label }) => label === 1).map(({ probability }) => probability);
  const counts = { benign: benign.length, attacks: attacks.length };
  if (benign.length === 0) return counts;
  const sorted = benign.toSorted((a, b) => b - a);
  const accepted = Math.max(0, acceptedAlarms(benign.length, rate, confidence));
  // Just above the highest benign text that must not alarm. Texts alarm from the threshold on.
  const threshold = Math.max(lowestThreshold, above(sorted[accepted] ?? 0));
  const over = (values: readonly number[]): Counted => {
    const count = values.filter((value) => value >= threshold).length;
    return { count, of: values.length, interval: clopperPearson(count, values.length, 0.95) };
  };
  return { ...counts, threshold, falseAlarms: over(benign), recall: over(attacks) };
}

/** The next number that survives being written with nine digits; never 0, never over 1. */
const above = (probability: number): number =>
  Math.min(1, Math.max(1e-9, (Math.floor(probability * 1e9) + 1) / 1e9));
