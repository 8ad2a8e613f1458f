import type { JsonObject, UnitContext, UnitRecord } from "../../../contracts/index.ts";
import type { Attack, Example, ExampleRecord } from "../attack.ts";
import { runAttack, type AttackedModel } from "../run/index.ts";
import { radiiOf } from "./plan-examples.ts";
import { regimesOf, type Regime } from "./scaled-rules.ts";

/** What an attack on one example came to; `radius` where it was tried at several, the one at which it fell. */
export interface Tried {
  readonly record: ExampleRecord;
  readonly queries: number;
  readonly radius?: number;
  /** What else is kept of it. */
  readonly more?: JsonObject;
}

/** One example, posed to attacks under one regime. */
export interface Posed {
  readonly regime: Regime["id"];
  readonly example: Example;
  readonly radii: readonly number[];
  readonly gatedRadius: number;
  readonly run: (attack: Attack, budget: number) => Promise<ExampleRecord>;
}

/**
 * Attacks the test row that a unit names, under every regime of the model's rules. The outcome is that within the
 * rules; what any feature allows stands beside it.
 */
export async function examineExample(
  unit: string,
  context: UnitContext,
  attack: (posed: Posed) => Promise<Tried>,
): Promise<UnitRecord> {
  const { data, facts } = context;
  const { rows, labels } = data.test;
  const at = Number(unit.slice("test-".length));
  const row = rows.data.slice(at * rows.width, (at + 1) * rows.width);
  const example: Example = { id: unit, row, label: labels[at] ?? -1 };
  const regimes = regimesOf(facts);
  if (regimes.kind === "none") throw new TypeError(regimes.why);
  const { radii, gated } = radiiOf(facts);
  const model = await attackedModel(context);
  const tried = new Map<Regime["id"], Tried>();
  for (const { id, constraints } of regimes.regimes) {
    const random = context.random.derive(id);
    const run = async (one: Attack, budget: number): Promise<ExampleRecord> => {
      const [record] = await runAttack(one, {
        model,
        input: context.model.input,
        output: context.model.output,
        examples: [example],
        random,
        budget,
        constraints,
        signal: context.signal,
      });
      if (record === undefined) throw new TypeError(`no record of ${unit}`);
      return record;
    };
    tried.set(id, await attack({ regime: id, example, radii, gatedRadius: gated, run }));
  }
  const controlled = tried.get("controlled");
  if (controlled === undefined) throw new TypeError(`${unit} was attacked under no rules`);
  const any = tried.get("any");
  const { record } = controlled;
  return {
    unit,
    outcome: record.outcome,
    queries: [...tried.values()].reduce((sum, { queries }) => sum + queries, 0),
    detail: {
      label: record.label,
      cleanLabel: record.cleanLabel,
      ...detailOf(controlled),
      ...(any === undefined ? {} : { any: { outcome: any.record.outcome, ...detailOf(any) } }),
    },
    example: {
      row: [...row],
      ...(record.adversarial === undefined ? {} : { adversarial: [...record.adversarial] }),
    },
  };
}

async function attackedModel({ model, local, ...context }: UnitContext): Promise<AttackedModel> {
  const gradients = local?.access.includes("gradient") === true ? await local.gradients() : undefined;
  return {
    predict: (rows) => model.predict(rows, context),
    ...(gradients === undefined ? {} : { gradients }),
  };
}

function detailOf({ record, radius, more }: Tried): JsonObject {
  return {
    ...(record.note === undefined ? {} : { note: record.note }),
    ...(record.distances === undefined
      ? {}
      : {
          ...(radius === undefined ? {} : { radius }),
          adversarialLabel: record.adversarialLabel ?? -1,
          distances: { ...record.distances },
        }),
    ...more,
  };
}

/** Attacks at growing radii until one falls: who may do more can do what less did. */
export async function atGrowingRadii(
  { radii, run }: Pick<Posed, "radii" | "run">,
  attackOf: (radius: number) => readonly Attack[],
  budget: number,
): Promise<Tried> {
  let queries = 0;
  let last: ExampleRecord | undefined;
  for (const radius of radii) {
    for (const attack of attackOf(radius)) {
      const record = await run(attack, budget);
      queries += record.queries;
      if (record.outcome === "success") return { record, queries, radius };
      if (record.outcome !== "failed-within-budget") return { record, queries };
      last = record;
    }
  }
  if (last === undefined) throw new RangeError("no radius was tried");
  return { record: last, queries };
}
