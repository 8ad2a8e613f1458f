import type { Kysely, Selectable } from "kysely";
import type { CheckResult } from "../../contracts/index.ts";
import type { RunRecord } from "../records.ts";
import type { IndexStore } from "../store.ts";
import type { Tables } from "../tables.ts";
import { fromJson, toJson } from "./text.ts";

type RunQueries = Pick<IndexStore, "recordRun" | "runs" | "run" | "recordResults" | "results">;

function recordOf(row: Selectable<Tables["run"]>): RunRecord {
  return {
    id: row.id,
    system: { id: row.system, name: row.system_name, digest: row.system_digest },
    startedAt: row.started_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    // Safe: written from a RunRecord only.
    status: row.status as RunRecord["status"],
    ...(row.verdict === null ? {} : { verdict: row.verdict as NonNullable<RunRecord["verdict"]> }),
    done: row.done,
    planned: row.planned,
    bundle: row.bundle,
    summary: fromJson(row.summary_json),
  };
}

const rowOf = (run: RunRecord): Tables["run"] => ({
  id: run.id,
  system: run.system.id,
  system_name: run.system.name,
  system_digest: run.system.digest,
  started_at: run.startedAt,
  finished_at: run.finishedAt ?? null,
  status: run.status,
  verdict: run.verdict ?? null,
  done: run.done,
  planned: run.planned,
  bundle: run.bundle,
  summary_json: toJson(run.summary),
});

export function runQueries(db: Kysely<Tables>): RunQueries {
  return {
    async recordRun(run) {
      const row = rowOf(run);
      const { id: _, ...rest } = row;
      await db
        .insertInto("run")
        .values(row)
        .onConflict((oc) => oc.column("id").doUpdateSet(rest))
        .execute();
    },
    async runs({ system, limit = 500 }) {
      let query = db
        .selectFrom("run")
        .selectAll()
        .orderBy("started_at", "desc")
        .orderBy("id", "desc")
        .limit(limit);
      if (system !== undefined) query = query.where("system", "=", system);
      return (await query.execute()).map(recordOf);
    },
    async run(id) {
      const row = await db.selectFrom("run").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : recordOf(row);
    },
    async recordResults(run, results) {
      for (const result of results) {
        const row = {
          verdict: result.verdict.kind,
          entry: result.entry,
          decided_at: result.decidedAt,
          result_json: toJson(result),
        };
        await db
          .insertInto("check_result")
          .values({ run, check_id: result.check, target: result.target, ...row })
          .onConflict((oc) => oc.columns(["run", "check_id", "target"]).doUpdateSet(row))
          .execute();
      }
    },
    async results(run) {
      const rows = await db
        .selectFrom("check_result")
        .select("result_json")
        .where("run", "=", run)
        .orderBy("check_id")
        .orderBy("target")
        .execute();
      return rows.map((row) => fromJson(row.result_json) as unknown as CheckResult);
    },
  };
}
