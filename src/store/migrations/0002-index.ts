import type { CreateTableBuilder } from "kysely";
import type { Migration } from "../migration.ts";

/** Adds required text columns: most of what the index holds. */
function texts<T extends CreateTableBuilder<string, string>>(table: T, ...names: readonly string[]): T {
  // Safe: adding a column keeps the builder's class; only its type parameter of column names grows.
  return names.reduce((t, name) => t.addColumn(name, "text", (c) => c.notNull()) as T, table);
}

/** What the ledgers say, as far as it is looked for. Rebuilt by `bartizan db rebuild`. */
export const migration: Migration = {
  number: 2,
  name: "index",
  async up(db) {
    const create = (name: string): CreateTableBuilder<string, string> => db.schema.createTable(name);
    const index = (table: string, ...columns: readonly string[]): Promise<void> =>
      db.schema
        .createIndex(`${table}_${columns.join("_")}`)
        .on(table)
        .columns([...columns])
        .execute();

    await texts(
      create("system").addColumn("id", "text", (c) => c.primaryKey()),
      "name",
      "digest",
      "file",
      "manifest_json",
      "updated_at",
    ).execute();
    await texts(create("system_version"), "system", "digest", "manifest_json", "seen_at")
      .addPrimaryKeyConstraint("system_version_key", ["system", "digest"])
      .execute();

    await texts(
      create("run").addColumn("id", "text", (c) => c.primaryKey()),
      "system",
      "system_name",
      "system_digest",
      "started_at",
      "status",
      "bundle",
      "summary_json",
    )
      .addColumn("finished_at", "text")
      .addColumn("verdict", "text")
      .addColumn("done", "integer", (c) => c.notNull())
      .addColumn("planned", "integer", (c) => c.notNull())
      .execute();
    await index("run", "system", "started_at");
    await index("run", "started_at");

    await texts(create("check_result"), "run", "check_id", "target", "verdict", "decided_at", "result_json")
      .addColumn("entry", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("check_result_key", ["run", "check_id", "target"])
      .execute();

    await texts(
      create("trial"),
      "run",
      "case_id",
      "check_id",
      "target",
      "arm",
      "intent",
      "technique",
      "surface",
      "outcome",
      "why",
      "at",
    )
      .addColumn("entry", "integer", (c) => c.notNull())
      .addColumn("repeat", "integer", (c) => c.notNull())
      .addColumn("attempt", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("trial_key", ["run", "entry"])
      .execute();
    await index("trial", "run", "check_id", "outcome");

    await texts(
      create("finding").addColumn("id", "text", (c) => c.primaryKey()),
      "system",
      "check_id",
      "target",
      "intent",
      "title",
      "severity",
      "last_run",
      "last_seen_at",
      "finding_json",
    ).execute();
    await index("finding", "system");
    await texts(create("finding_sighting"), "finding", "run", "at", "finding_json")
      .addPrimaryKeyConstraint("finding_sighting_key", ["finding", "run"])
      .execute();
    await index("finding_sighting", "run");
    await texts(
      create("triage").addColumn("finding", "text", (c) => c.primaryKey()),
      "state",
      "decided_by",
      "decided_at",
      "triage_json",
    ).execute();

    await texts(
      create("coverage_fact").addColumn("id", "text", (c) => c.primaryKey()),
      "system",
      "run",
      "column_name",
      "state",
      "source",
      "at",
      "fact_json",
    ).execute();
    await index("coverage_fact", "system", "at");
    await texts(
      create("import").addColumn("id", "text", (c) => c.primaryKey()),
      "system",
      "tool",
      "file",
      "digest",
      "at",
      "import_json",
    ).execute();
    await texts(
      create("bundle").addColumn("run", "text", (c) => c.primaryKey()),
      "dir",
      "state",
      "root",
      "at",
    )
      .addColumn("entries", "integer", (c) => c.notNull())
      .addColumn("pushed_by", "text")
      .execute();
  },
};
