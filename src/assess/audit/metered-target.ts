import type { PredictTarget } from "../../contracts/index.ts";

/** A unit asked for more rows than its plan allows it. */
export class UnitBudgetSpent extends Error {
  override readonly name = "UnitBudgetSpent";
}

export interface MeteredTarget {
  readonly target: PredictTarget;
  /** Rows asked for so far, those of failed requests included. */
  readonly queries: () => number;
}

/** A target that counts rows before they are sent, and sends none beyond the limit. */
export function meteredTarget(target: PredictTarget, limit: number): MeteredTarget {
  let queries = 0;
  return {
    queries: () => queries,
    target: {
      kind: "prediction",
      id: target.id,
      input: target.input,
      output: target.output,
      maxBatch: target.maxBatch,
      rateLimitKey: target.rateLimitKey,
      probe: (context) => target.probe(context),
      predict: async (rows, context) => {
        if (queries + rows.count > limit)
          throw new UnitBudgetSpent(
            `${rows.count} rows were asked for with ${limit - queries} of ${limit} left`,
          );
        queries += rows.count;
        return target.predict(rows, context);
      },
      // The engine's to let go, when all units are done.
      dispose: () => Promise.resolve(),
    },
  };
}
