import {
  constraintsOf,
  hopSkipJump,
  medianDistance,
  pgd,
  runAttack,
  square,
  type Attack,
} from "../../src/assess/robustness/index.ts";
import { fixture } from "../../src/assess/robustness/testing/fixture.ts";
import { seededRandom } from "../../src/stats/index.ts";

/** What an attack reached: for radii a share of successes, for distances the median of the rows it broke. */
export interface Figure {
  readonly tool: string;
  readonly attack: string;
  readonly data: "digits" | "bc";
  readonly epsilon?: number;
  readonly iterations?: number;
  readonly success?: number;
  readonly median?: number;
  /** A row: of distances the median, of radii the mean; gradients count as queries. */
  readonly queries?: number;
}

export const epsilonsOf = { digits: [0.05, 0.1, 0.15, 0.2], bc: [0.01, 0.02, 0.03, 0.05, 0.1] } as const;

/** Our figure for the same attack; one that looks for the nearest has no more queries than the peer's median row. */
export async function besideTheirs({ attack, data, epsilon, iterations, queries }: Figure): Promise<Figure> {
  const { model, input, output, correct, pool } = fixture(data);
  const norm = attack.endsWith("linf") ? "linf" : "l2";
  const attacks: Readonly<Record<string, () => Attack>> = {
    pgd: () => pgd({ epsilon: epsilon ?? 0 }),
    square: () =>
      square({ epsilon: epsilon ?? 0, iterations: 500, ...(data === "digits" ? { picture: [8, 8] } : {}) }),
    // One iteration more than theirs: the budget ends the run, not the count.
    [`hopskipjump-${norm}`]: () => hopSkipJump({ norm, iterations: (iterations ?? 0) + 1, pool }),
  };
  const made = attacks[attack]?.();
  if (made === undefined) throw new Error(`there is no attack ${attack}`);
  const records = await runAttack(made, {
    model,
    input,
    output,
    examples: correct,
    random: seededRandom("bench/robustness"),
    budget: made.seeks === "closest" ? Math.floor(queries ?? 0) : 10_000,
    constraints: constraintsOf(input),
  });
  const success = records.filter(({ outcome }) => outcome === "success").length / records.length;
  const spent = records.map((record) => record.queries + record.gradients).toSorted((a, b) => a - b);
  return {
    tool: "ours",
    attack,
    data,
    success,
    ...(made.seeks === "closest"
      ? { median: medianDistance(records, norm).median, queries: spent[Math.floor(spent.length / 2)] ?? 0 }
      : { queries: spent.reduce((sum, one) => sum + one, 0) / spent.length }),
  };
}
