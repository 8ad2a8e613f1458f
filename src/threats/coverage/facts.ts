import type { CoverageColumn, CoverageFact, Subject, Threat } from "../../contracts/index.ts";
import { canonicalJson } from "../../formats/index.ts";

/** A fact as it stands today: `fresh` when what it speaks of has not changed since. */
export interface StandingFact {
  readonly fact: CoverageFact;
  readonly fresh: boolean;
}

/**
 * The facts that speak for one cell: they answer something the threat's column names, and their
 * component, where they have one, is one the threat depends on. A threat to the whole system depends on all.
 */
export function relevantFacts(
  threat: Threat,
  column: CoverageColumn,
  facts: readonly CoverageFact[],
): CoverageFact[] {
  const wanted = threat.coveredBy[column];
  return facts.filter(
    (fact) =>
      fact.column === column &&
      fact.covers.some((id) => wanted.includes(id)) &&
      (fact.component === undefined ||
        threat.components.length === 0 ||
        threat.components.includes(fact.component)),
  );
}

const WORST_FIRST = { failing: 0, inconclusive: 1, passing: 2, planned: 3 } as const;

/**
 * The newest fact of each (source, check, target). A plan never displaces a result: a run that has
 * just begun must not hide what the last one found. At the same instant the worse one counts.
 */
export function newestFacts(facts: readonly CoverageFact[]): CoverageFact[] {
  const newest = new Map<string, CoverageFact>();
  for (const fact of facts) {
    const key = JSON.stringify([fact.source, fact.link.check, fact.link.target]);
    const known = newest.get(key);
    if (known === undefined || supersedes(fact, known)) newest.set(key, fact);
  }
  return [...newest.values()].sort(inOrder);
}

function supersedes(fact: CoverageFact, known: CoverageFact): boolean {
  const planned = (item: CoverageFact): boolean => item.state === "planned";
  if (planned(fact) !== planned(known)) return planned(known);
  const [a, b] = [timeOf(fact), timeOf(known)];
  if (a !== b) return a > b;
  if (fact.state !== known.state) return WORST_FIRST[fact.state] < WORST_FIRST[known.state];
  // Equal in all that counts: any rule will do that does not depend on the order given.
  return textOf(fact) < textOf(known);
}

function inOrder(a: CoverageFact, b: CoverageFact): number {
  return timeOf(b) - timeOf(a) || (textOf(a) < textOf(b) ? -1 : 1);
}

/** A date that cannot be read is the oldest of all, so that it never displaces one that can. */
export function timeOf(fact: CoverageFact): number {
  const time = Date.parse(fact.at);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

// Safe: a fact is JSON data.
const textOf = (fact: CoverageFact): string =>
  canonicalJson(fact as unknown as Parameters<typeof canonicalJson>[0]);

/** The system as it is now, as far as evidence can be about it. */
export interface Present {
  readonly subject: Subject;
  /** Digest of what a target is; undefined when there is no such target any more. */
  targetDigest(id: string): string | undefined;
}

/** Whether everything the threat depends on, and the target that was asked, is still what it was then. */
export function isFresh(fact: CoverageFact, threat: Threat, present: Present): boolean {
  if (fact.targetDigest !== undefined && fact.targetDigest !== present.targetDigest(fact.link.target))
    return false;
  const now = present.subject;
  const depends = fact.component === undefined ? threat.components : [...threat.components, fact.component];
  if (threat.components.length === 0) return fact.subject.system === now.system;
  return depends.every((id) => {
    const digest = now.components[id];
    return (
      digest !== undefined &&
      Object.hasOwn(fact.subject.components, id) &&
      fact.subject.components[id] === digest
    );
  });
}
