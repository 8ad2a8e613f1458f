import type { Attack, ExampleRecord } from "../attack.ts";
import { predict } from "../attack.ts";
import { rowsOf } from "../run/index.ts";

/**
 * Sends rows that were made against another model, a stolen copy or a public one, to this one: a query for each.
 * A row counts only where it is within this attack's rules; which model it was made on is the note.
 *
 * @param made records of the attack on the other model, by the same examples' ids.
 * @example runAttack(transfer(await runAttack(pgd({ epsilon: 0.1 }), onCopy), "copy", { epsilon: 0.1 }), onTarget)
 */
export function transfer(
  made: readonly ExampleRecord[],
  from: string,
  radius: { readonly norm?: Attack["norm"]; readonly epsilon: number },
): Attack {
  const rows = new Map(made.map((record) => [record.id, record.adversarial]));
  const { norm = "linf", epsilon } = radius;
  return {
    name: `transfer-${norm}-${epsilon}`,
    access: "label",
    seeks: "ball",
    norm,
    epsilon,
    *steps({ example }) {
      const row = rows.get(example.id);
      if (row === undefined) return { initFailed: `the attack on ${from} made no row of this example` };
      yield* predict(rowsOf([row]), () => `made on ${from}`);
      return undefined;
    },
  };
}
