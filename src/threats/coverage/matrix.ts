import type {
  CellState,
  CoverageCell,
  CoverageColumn,
  CoverageFact,
  CoverageMatrix,
  CoverageRow,
  Threat,
} from "../../contracts/index.ts";
import { targetDigest, type LoadedSystem } from "../../system/index.ts";
import { cellOf } from "./cell.ts";

export const COLUMNS = [
  "tested",
  "guarded",
  "watched",
  "rehearsed",
] as const satisfies readonly CoverageColumn[];

export interface CoverageInput {
  readonly loaded: LoadedSystem;
  readonly threats: readonly Threat[];
  readonly facts: readonly CoverageFact[];
  /** ISO 8601, UTC. Facts dated later are left out, so that the matrix of a past day can be shown. */
  readonly asOf: string;
}

/**
 * Threat × {tested, guarded, watched, rehearsed}: what dated evidence says about each, or honestly
 * nothing. Rows go from the gravest threat down. The order of the facts does not matter, and one more
 * failing fact never makes a cell pass.
 */
export function coverageMatrix({ loaded, threats, facts, asOf }: CoverageInput): CoverageMatrix {
  const until = Date.parse(asOf);
  const known = facts.filter(({ at }) => !(Date.parse(at) > until));
  const { manifest, digest, subject } = loaded;
  const present = { subject, targetDigest: (id: string) => targetDigest(loaded, id) };
  const rows = [...threats].sort(byGravity).map((threat): CoverageRow => {
    const cell = (column: CoverageColumn): CoverageCell => cellOf(threat, column, known, present);
    return {
      threat: threat.id,
      rule: threat.rule,
      title: threat.title,
      element: threat.element,
      group: groupOf(threat, loaded),
      band: threat.band,
      likelihood: threat.likelihood,
      impact: threat.impact,
      cells: {
        tested: cell("tested"),
        guarded: cell("guarded"),
        watched: cell("watched"),
        rehearsed: cell("rehearsed"),
      },
    };
  });
  return {
    schemaVersion: "bartizan.coverage/v1",
    system: { id: manifest.system.id, name: manifest.system.name, digest },
    asOf,
    rows,
    totals: {
      tested: totalsOf(rows, "tested"),
      guarded: totalsOf(rows, "guarded"),
      watched: totalsOf(rows, "watched"),
      rehearsed: totalsOf(rows, "rehearsed"),
    },
  };
}

function totalsOf(rows: readonly CoverageRow[], column: CoverageColumn): Record<CellState, number> {
  const totals: Record<CellState, number> = {
    none: 0,
    planned: 0,
    passing: 0,
    failing: 0,
    inconclusive: 0,
    stale: 0,
  };
  for (const row of rows) totals[row.cells[column].state] += 1;
  return totals;
}

/** The element itself; for a flow its end that thinks (agent, app), else where it goes. */
function groupOf(threat: Threat, loaded: LoadedSystem): string {
  if (threat.target === "system") return "system";
  if (threat.target === "component") return threat.element;
  const flow = loaded.manifest.flows.find(({ id }) => id === threat.element);
  if (flow === undefined) return "system";
  const thinks = (id: string): boolean => {
    const kind = loaded.manifest.components.find((component) => component.id === id)?.kind;
    return kind === "agent" || kind === "app";
  };
  return [flow.to, flow.from].find(thinks) ?? flow.to;
}

const byGravity = (a: Threat, b: Threat): number =>
  b.likelihood * b.impact - a.likelihood * a.impact || b.impact - a.impact || (a.id < b.id ? -1 : 1);
