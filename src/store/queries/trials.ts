import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
} from "kysely";
import type { TrialQuery } from "../../contracts/index.ts";
import type { TrialRow } from "../records.ts";
import type { IndexStore } from "../store.ts";
import type { Tables } from "../tables.ts";
import { batches, containing, storable } from "./text.ts";

type TrialQueries = Pick<IndexStore, "recordTrials" | "trials">;

function rowOf(run: string, trial: TrialRow): Tables["trial"] {
  return {
    run,
    entry: trial.entry,
    case_id: storable(trial.case),
    check_id: trial.check,
    target: trial.target,
    arm: trial.arm,
    intent: storable(trial.intent),
    technique: storable(trial.technique),
    surface: trial.surface,
    repeat: trial.repeat,
    attempt: trial.attempt,
    outcome: trial.outcome,
    why: storable(trial.why),
    at: trial.at,
  };
}

function trialOf(row: Selectable<Tables["trial"]>): TrialRow {
  const { run: _, case_id, check_id, ...rest } = row;
  // Safe: arm and outcome were written from a TrialRow only.
  return { ...rest, case: case_id, check: check_id } as TrialRow;
}

/** Columns of a search that have to be equal. */
const equalities = [
  ["check", "check_id"],
  ["target", "target"],
  ["arm", "arm"],
  ["outcome", "outcome"],
  ["intent", "intent"],
  ["technique", "technique"],
  ["surface", "surface"],
] as const satisfies readonly (readonly [keyof TrialQuery, keyof Tables["trial"]])[];

function matches(search: TrialQuery) {
  return (eb: ExpressionBuilder<Tables, "trial">): Expression<SqlBool> => {
    const wanted = equalities.flatMap(([key, column]) => {
      const value = search[key];
      return value === undefined ? [] : [eb(column, "=", storable(value))];
    });
    if (search.q !== undefined) {
      const pattern = containing(search.q);
      const holds = (column: "case_id" | "intent" | "why") =>
        sql<SqlBool>`lower(${eb.ref(column)}) like ${pattern} escape '\\'`;
      wanted.push(eb.or([holds("case_id"), holds("intent"), holds("why")]));
    }
    return eb.and([eb("run", "=", search.run), ...wanted]);
  };
}

export function trialQueries(db: Kysely<Tables>): TrialQueries {
  return {
    async recordTrials(run, trials) {
      for (const batch of batches(trials)) {
        await db
          .insertInto("trial")
          .values(batch.map((trial) => rowOf(run, trial)))
          .onConflict((oc) =>
            oc.columns(["run", "entry"]).doUpdateSet((eb) => ({
              case_id: eb.ref("excluded.case_id"),
              check_id: eb.ref("excluded.check_id"),
              target: eb.ref("excluded.target"),
              arm: eb.ref("excluded.arm"),
              intent: eb.ref("excluded.intent"),
              technique: eb.ref("excluded.technique"),
              surface: eb.ref("excluded.surface"),
              repeat: eb.ref("excluded.repeat"),
              attempt: eb.ref("excluded.attempt"),
              outcome: eb.ref("excluded.outcome"),
              why: eb.ref("excluded.why"),
              at: eb.ref("excluded.at"),
            })),
          )
          .execute();
      }
    },
    async trials(search) {
      const found = db.selectFrom("trial").where(matches(search));
      const { total } = await found
        .select((eb) => eb.fn.countAll<number | string>().as("total"))
        .executeTakeFirstOrThrow();
      const rows = await found
        .selectAll()
        .orderBy("entry")
        .limit(search.limit)
        .offset(search.offset)
        .execute();
      return { total: Number(total), offset: search.offset, items: rows.map(trialOf) };
    },
  };
}
