/** What a cell is sorted by. `undefined` always comes last, whichever way the column is turned. */
export type SortValue = string | number | undefined;

export interface SortState {
  readonly column: string;
  readonly down: boolean;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Numbers by size, words as a person files them: `F2` before `F10`. */
export function compareValues(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}

/** A stable sort of a copy. */
export function sortBy<Row>(rows: readonly Row[], value: (row: Row) => SortValue, down: boolean): Row[] {
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined)
      return Number(a.key === undefined) - Number(b.key === undefined);
    return down ? compareValues(b.key, a.key) : compareValues(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

/** `band` and `band.down` as they stand in the URL. */
export function readSort(text: string | undefined, fallback: SortState): SortState {
  const match = /^([a-z-]+)(\.down)?$/i.exec(text ?? "");
  return match?.[1] === undefined ? fallback : { column: match[1], down: match[2] !== undefined };
}

export function writeSort({ column, down }: SortState): string {
  return down ? `${column}.down` : column;
}
