import type { Predictions, Rows } from "../../../contracts/index.ts";
import type { Attack, AttackOutcome, Example, ExampleRecord } from "../attack.ts";
import type { Distances } from "../distances.ts";
import type { Region } from "../constraints/index.ts";

/** What is known of the attack on one example while it goes on: spendings, and the best row seen to succeed. */
export interface Ledger {
  readonly left: () => number;
  /** Notes answers to rows of this example. */
  seen(rows: Rows, predictions: Predictions, note?: (row: number) => string): void;
  spendGradients(rows: number): void;
  /** Whether a row that counts has been found. */
  readonly found: () => boolean;
  record(ended: { readonly outcome?: AttackOutcome; readonly note?: string }): ExampleRecord;
}

interface Found {
  readonly row: Float64Array;
  readonly label: number;
  readonly distances: Distances;
  readonly note: string | undefined;
  readonly queries: number;
}

/**
 * The account of one example. A row counts as adversarial only when the model's own answer to it is another class
 * than the true one, and the region allows it: nothing is taken on the attack's word.
 */
export function ledgerFor(
  attack: Attack,
  example: Example,
  region: Region | undefined,
  cleanLabel: number,
  budget: number,
  spent: number,
): Ledger {
  let queries = spent;
  let gradients = 0;
  let unanswered = 0;
  let best: Found | undefined;

  function consider(row: Float64Array, label: number, note: string | undefined): void {
    if (region === undefined) return;
    const distances = region.distances(row);
    if (best !== undefined && best.distances[attack.norm] <= distances[attack.norm]) return;
    if (!region.allows(row)) return;
    best = { row: row.slice(), label, distances, note, queries };
  }

  return {
    left: () => budget - queries,
    seen: (rows, { labels }, note) => {
      for (let i = 0; i < rows.count; i++) {
        queries++;
        const label = labels[i] ?? -1;
        if (label < 0) unanswered++;
        else if (label !== example.label)
          consider(rows.data.subarray(i * rows.width, (i + 1) * rows.width), label, note?.(i));
      }
    },
    spendGradients: (rows) => {
      gradients += rows;
    },
    found: () => best !== undefined,
    record: ({ outcome, note }) => ({
      id: example.id,
      attack: attack.name,
      label: example.label,
      cleanLabel,
      outcome: best !== undefined ? "success" : (outcome ?? "failed-within-budget"),
      ...(best === undefined
        ? {}
        : {
            adversarial: best.row,
            adversarialLabel: best.label,
            distances: best.distances,
            queriesAtSuccess: best.queries,
          }),
      queries,
      gradients,
      unanswered,
      ...((best?.note ?? note) === undefined ? {} : { note: best?.note ?? note ?? "" }),
    }),
  };
}
