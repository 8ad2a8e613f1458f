import { sql, type Kysely } from "kysely";
import type { Clock } from "../contracts/index.ts";
import { BartizanError } from "../errors/index.ts";
import type { Dialect } from "./dialect.ts";
import { storeErrors } from "./errors.ts";
import { refinePostgresError } from "./postgres/failure.ts";
import type { Migration } from "./migration.ts";
import type { Tables } from "./tables.ts";

export interface MigrationReport {
  /** Number of the newest migration that is applied. */
  readonly version: number;
  /** Names of those applied just now. */
  readonly applied: readonly string[];
}

/** Any fixed number: two processes that migrate the same PostgreSQL database take turns. */
const lockNumber = 7_274_961;

function checkNumbers(migrations: readonly Migration[]): void {
  migrations.forEach(({ number, name }, i) => {
    if (number !== i + 1)
      throw storeErrors.migrationFailed(`Migration ${name} has number ${number}; ${i + 1} was expected.`);
  });
}

function checkApplied(
  migrations: readonly Migration[],
  applied: readonly { number: number; name: string }[],
): void {
  for (const { number, name } of applied) {
    const known = migrations.find((migration) => migration.number === number);
    if (known === undefined)
      throw storeErrors.schemaNewer(
        `The database has schema ${number} (${name}); this version knows ${migrations.length}.`,
      );
    if (known.name !== name)
      throw storeErrors.schemaAltered(
        `Migration ${number} is "${name}" in the database and "${known.name}" here.`,
      );
  }
}

/**
 * Brings the schema up to date in one transaction: all of it, or nothing. Refuses a database of a newer
 * version and leaves it untouched.
 */
export async function migrate(
  db: Kysely<Tables>,
  dialect: Dialect,
  migrations: readonly Migration[],
  clock: Clock,
): Promise<MigrationReport> {
  const ordered = [...migrations].sort((a, b) => a.number - b.number);
  checkNumbers(ordered);
  try {
    return await db.transaction().execute(async (trx) => {
      if (dialect === "postgres")
        await sql`select pg_advisory_xact_lock(${sql.lit(lockNumber)})`.execute(trx);
      await trx.schema
        .createTable("schema_migration")
        .ifNotExists()
        .addColumn("number", "integer", (c) => c.primaryKey())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("applied_at", "text", (c) => c.notNull())
        .execute();
      const applied = await trx
        .selectFrom("schema_migration")
        .select(["number", "name"])
        .orderBy("number")
        .execute();
      checkApplied(ordered, applied);
      const missing = ordered.filter(({ number }) => !applied.some((one) => one.number === number));
      for (const migration of missing) {
        const { number, name } = migration;
        await migration.up(trx);
        const applied_at = new Date(clock.now()).toISOString();
        await trx.insertInto("schema_migration").values({ number, name, applied_at }).execute();
      }
      return { version: ordered.length, applied: missing.map(({ name }) => name) };
    });
  } catch (failure) {
    const cause = refinePostgresError(failure);
    if (cause instanceof BartizanError) throw cause;
    throw storeErrors.migrationFailed(
      `The schema could not be brought up to date: ${cause instanceof Error ? cause.message : String(cause)}`,
      {},
      { cause },
    );
  }
}
