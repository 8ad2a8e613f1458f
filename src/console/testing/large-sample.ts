import type { CellState, Coverage, CoverageRow, TrialLine } from "../../contracts/index.ts";
import type { SamplePorts } from "../../server/testing/sample-ports.ts";
import { sampleCoverage, sampleSystem, sampleThreats } from "../../server/testing/sample-system.ts";
import { cellStates } from "../words/order.ts";

/** The sample's matrix, its rows repeated until there are `count`, with every state in every column. */
export function manyThreats(count: number): SamplePorts["coverage"] {
  const matrix = sampleCoverage(sampleSystem, sampleThreats);
  const stateAt = (index: number): CellState => cellStates[index % cellStates.length] ?? "none";
  const rows = Array.from({ length: count }, (_, index): CoverageRow => {
    const row = matrix.rows[index % matrix.rows.length];
    if (row === undefined) throw new Error("the sample has no threat");
    const { tested, guarded, watched, rehearsed } = row.cells;
    return {
      ...row,
      threat: `${row.threat}-${String(index)}`,
      cells: {
        tested: { ...tested, state: stateAt(index) },
        guarded: { ...guarded, state: stateAt(index + 1) },
        watched: { ...watched, state: stateAt(index + 2) },
        rehearsed: { ...rehearsed, state: stateAt(index * 5) },
      },
    };
  });
  const large: Coverage = { ...matrix, rows };
  return async () => large;
}

export function manyTrials(total: number): SamplePorts["trials"] {
  const line = (index: number): TrialLine => ({
    entry: index * 2 + 3,
    case: `case-${String(index)}`,
    check: "redteam/direct-injection",
    target: "mira-staging",
    arm: "attack",
    intent: "say-canary",
    technique: "override",
    surface: "user-turn",
    repeat: 0,
    attempt: 1,
    outcome: index % 7 === 0 ? "breached" : "held",
    why: "as the sample says",
    at: "2026-11-23T09:30:00.000Z",
  });
  return async ({ offset, limit }) => ({
    total,
    offset,
    items: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) =>
      line(offset + index),
    ),
  });
}
