import type { Kysely } from "kysely";
import type { CoverageFact } from "../../contracts/index.ts";
import { digestOf } from "../../formats/index.ts";
import type { IndexStore } from "../store.ts";
import { indexTables, type Tables } from "../tables.ts";
import { fromJson, toJson } from "./text.ts";

type EvidenceQueries = Pick<
  IndexStore,
  "recordFacts" | "facts" | "recordImport" | "imports" | "recordBundle" | "bundle" | "clearIndex"
>;

/** A fact replaces an earlier one about the same thing from the same run: planned, then passing. */
function factId(system: string, { column, source, link, covers }: CoverageFact): string {
  return digestOf([system, column, source, link.run, link.check, link.target, [...covers].sort()]);
}

export function evidenceQueries(db: Kysely<Tables>): EvidenceQueries {
  return {
    async recordFacts(system, facts) {
      for (const fact of facts) {
        const row = {
          system,
          run: fact.link.run,
          column_name: fact.column,
          state: fact.state,
          source: fact.source,
          at: fact.at,
          fact_json: toJson(fact),
        };
        await db
          .insertInto("coverage_fact")
          .values({ id: factId(system, fact), ...row })
          .onConflict((oc) => oc.column("id").doUpdateSet(row).where("coverage_fact.at", "<=", fact.at))
          .execute();
      }
    },
    async facts(system) {
      const rows = await db
        .selectFrom("coverage_fact")
        .select("fact_json")
        .where("system", "=", system)
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.map((row) => fromJson(row.fact_json) as unknown as CoverageFact);
    },
    async recordImport({ id, system, tool, file, digest, at, body }) {
      const row = { system, tool, file, digest, at, import_json: toJson(body) };
      await db
        .insertInto("import")
        .values({ id, ...row })
        .onConflict((oc) => oc.column("id").doUpdateSet(row))
        .execute();
    },
    async imports(system) {
      const rows = await db
        .selectFrom("import")
        .selectAll()
        .where("system", "=", system)
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.map(({ import_json, ...row }) => ({ ...row, body: fromJson(import_json) }));
    },
    async recordBundle({ run, dir, state, entries, root, pushedBy, at }) {
      const row = { dir, state, entries, root, pushed_by: pushedBy ?? null, at };
      await db
        .insertInto("bundle")
        .values({ run, ...row })
        .onConflict((oc) => oc.column("run").doUpdateSet(row))
        .execute();
    },
    async bundle(run) {
      const row = await db.selectFrom("bundle").selectAll().where("run", "=", run).executeTakeFirst();
      if (row === undefined) return undefined;
      const { pushed_by, ...rest } = row;
      return pushed_by === null ? rest : { ...rest, pushedBy: pushed_by };
    },
    async clearIndex() {
      for (const table of indexTables) await db.deleteFrom(table).execute();
    },
  };
}
