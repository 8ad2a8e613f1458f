import type { CoverageColumn, CoverageRow } from "../../../contracts/index.ts";
import { bands, columns } from "../../words/order.ts";

export interface Narrowing {
  readonly q?: string | undefined;
  readonly band?: string | undefined;
  readonly state?: string | undefined;
  readonly column?: string | undefined;
}

export interface RowGroup {
  readonly group: string;
  readonly rows: readonly CoverageRow[];
}

/** The rows that match every filter that is set. An unknown column means any column. */
export function narrow(rows: readonly CoverageRow[], by: Narrowing): readonly CoverageRow[] {
  const words = (by.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const looked: readonly CoverageColumn[] = columns.filter((column) => by.column === column);
  return rows.filter((row) => {
    if (by.band !== undefined && row.band !== by.band) return false;
    const cells = (looked.length === 0 ? columns : looked).map((column) => row.cells[column].state);
    if (by.state !== undefined && !cells.some((state) => state === by.state)) return false;
    const text = `${row.threat} ${row.title} ${row.element} ${row.group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** By component: the group with the gravest threat first, and in it the gravest row first. */
export function groupRows(rows: readonly CoverageRow[]): readonly RowGroup[] {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups]
    .map(([group, members]) => ({ group, rows: members.sort(graver) }))
    .sort((a, b) => {
      const [first, second] = [a.rows[0], b.rows[0]];
      if (first === undefined || second === undefined) return 0;
      return graver(first, second) || a.group.localeCompare(b.group);
    });
}

function graver(a: CoverageRow, b: CoverageRow): number {
  return (
    bands.indexOf(a.band) - bands.indexOf(b.band) ||
    b.likelihood * b.impact - a.likelihood * a.impact ||
    (a.threat < b.threat ? -1 : Number(a.threat > b.threat))
  );
}
