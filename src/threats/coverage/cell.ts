import type { CellState, CoverageCell, CoverageColumn, CoverageFact, Threat } from "../../contracts/index.ts";
import { isFresh, newestFacts, relevantFacts, timeOf, type Present, type StandingFact } from "./facts.ts";

const MOST_LINKS = 20;
const words = { tested: "tested", guarded: "guarded", watched: "watched", rehearsed: "rehearsed" } as const;

/** One cell: the state that its facts justify, and the sentence that says why. */
export function cellOf(
  threat: Threat,
  column: CoverageColumn,
  facts: readonly CoverageFact[],
  present: Present,
): CoverageCell {
  const coveredBy = threat.coveredBy[column];
  const standing = newestFacts(relevantFacts(threat, column, facts)).map((fact) => ({
    fact,
    fresh: isFresh(fact, threat, present),
  }));
  const decided = decide(standing);
  if (decided === undefined) return { state: "none", links: [], coveredBy, why: nothing(column, coveredBy) };
  const { state, because } = decided;
  const newest = because.reduce((a, b) => (timeOf(b) > timeOf(a) ? b : a), because[0]);
  return {
    state,
    at: newest.at,
    source: newest.source,
    links: because.slice(0, MOST_LINKS).map(({ link }) => link),
    coveredBy,
    why: why(state, newest, because.length, unanswered(coveredBy, standing)),
  };
}

interface Decided {
  readonly state: Exclude<CellState, "none">;
  readonly because: readonly [CoverageFact, ...CoverageFact[]];
}

/**
 * Failing wins over inconclusive, over a failing or inconclusive result that has gone stale (nobody has
 * shown since that it is mended), over passing, over a passing one that has gone stale, over planned.
 */
function decide(standing: readonly StandingFact[]): Decided | undefined {
  const of = (fresh: boolean, ...states: CoverageFact["state"][]): CoverageFact[] =>
    standing
      .filter((item) => item.fresh === fresh && states.includes(item.fact.state))
      .map(({ fact }) => fact);
  const ranks: readonly (readonly [Decided["state"], CoverageFact[]])[] = [
    ["failing", of(true, "failing")],
    ["inconclusive", of(true, "inconclusive")],
    ["stale", of(false, "failing", "inconclusive")],
    ["passing", of(true, "passing")],
    ["stale", of(false, "passing")],
    ["planned", of(true, "planned")],
  ];
  for (const [state, [first, ...rest]] of ranks)
    if (first !== undefined) return { state, because: [first, ...rest] };
  return undefined;
}

/** What the column names and no standing fact answers. */
function unanswered(coveredBy: readonly string[], standing: readonly StandingFact[]): string[] {
  const answered = new Set(
    standing
      .filter(({ fact, fresh }) => fresh && fact.state !== "planned")
      .flatMap(({ fact }) => fact.covers),
  );
  return coveredBy.filter((id) => !answered.has(id));
}

function why(state: Decided["state"], newest: CoverageFact, count: number, open: readonly string[]): string {
  const date = newest.at.slice(0, 10);
  const by = `${newest.link.check} on ${newest.link.target}${newest.source === "bartizan" ? "" : ` (${newest.source})`}, ${date}`;
  const others = count > 1 ? ` ${count - 1} more say the same.` : "";
  const gaps = open.length > 0 && state === "passing" ? ` No evidence yet from ${open.join(", ")}.` : "";
  if (state === "stale")
    return `The system or its target has changed since ${by} (${newest.state} then), so that this no longer speaks for it.${others}`;
  return `${by}: ${newest.sentence}${others}${gaps}`;
}

const nothing = (column: CoverageColumn, coveredBy: readonly string[]): string =>
  coveredBy.length === 0
    ? `The rule names nothing by which this could be ${words[column]}.`
    : `Not ${words[column]}: no evidence yet from ${coveredBy.join(", ")}.`;
