import type { Predictions, Rows } from "../../../contracts/index.ts";
import { permutation, seededRandom } from "../../../stats/index.ts";
import { fixture, type Fixture } from "../../robustness/testing/fixture.ts";

export interface Victim {
  readonly fixture: Fixture;
  readonly heldOut: { readonly rows: Rows; readonly labels: Int32Array };
  /** Tells scores. */
  readonly scores: (rows: Rows) => Promise<Predictions>;
  /** Tells labels alone. */
  readonly labels: (rows: Rows) => Promise<Predictions>;
  /** Some of the training rows, at random. */
  readonly some: (count: number, seed: string) => Rows;
}

/** The digits' or the cancer rows' network as a model that is stolen. */
export function victim(name: "digits" | "bc"): Victim {
  const own = fixture(name);
  const { rows: pool } = own.pool;
  const { width } = pool;
  const pick = (from: (i: number) => Float64Array, count: number): Rows => {
    const data = new Float64Array(count * width);
    for (let i = 0; i < count; i++) data.set(from(i), i * width);
    return { count, width, data };
  };
  const rows = pick((i) => own.test[i]?.row ?? new Float64Array(), own.test.length);
  return {
    fixture: own,
    heldOut: { rows, labels: own.predictNow(rows).labels },
    scores: (asked) => Promise.resolve(own.predictNow(asked)),
    labels: (asked) => {
      const { count, labels } = own.predictNow(asked);
      return Promise.resolve({ count, labels });
    },
    some: (count, seed) => {
      const order = permutation(pool.count, seededRandom(seed));
      return pick((i) => pool.data.subarray((order[i] ?? 0) * width, ((order[i] ?? 0) + 1) * width), count);
    },
  };
}
