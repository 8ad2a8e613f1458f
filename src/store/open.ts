import { Kysely } from "kysely";
import type { Clock } from "../contracts/index.ts";
import { backup } from "./backup.ts";
import type { Dialect } from "./dialect.ts";
import { items } from "./items.generated.ts";
import { migrate } from "./migrate.ts";
import type { StoreLocation } from "./location.ts";
import type { Migration } from "./migration.ts";
import { postgresDialect } from "./postgres/open.ts";
import { accountQueries } from "./queries/accounts.ts";
import { evidenceQueries } from "./queries/evidence.ts";
import { findingQueries } from "./queries/findings.ts";
import { runQueries } from "./queries/runs.ts";
import { systemQueries } from "./queries/systems.ts";
import { trialQueries } from "./queries/trials.ts";
import { nodeSqliteDialect } from "./sqlite/dialect.ts";
import { openSqlite } from "./sqlite/open.ts";
import { restoreAccounts } from "./restore.ts";
import type { AccountStore, IndexStore, Store, StoreStatus } from "./store.ts";
import { indexTables, operationalTables, type Tables } from "./tables.ts";

export interface StoreDeps {
  readonly clock: Clock;
  readonly log?: (line: string) => void;
  /** For tests; otherwise the migrations found in `migrations/`. */
  readonly migrations?: readonly Migration[];
}

const queries = (db: Kysely<Tables>): IndexStore & AccountStore => ({
  ...systemQueries(db),
  ...runQueries(db),
  ...trialQueries(db),
  ...findingQueries(db),
  ...evidenceQueries(db),
  ...accountQueries(db),
});

async function status(db: Kysely<Tables>, dialect: Dialect): Promise<StoreStatus> {
  const rows: Record<string, number> = {};
  for (const table of [...operationalTables, ...indexTables]) {
    const { n } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number | string>().as("n"))
      .executeTakeFirstOrThrow();
    rows[table] = Number(n);
  }
  const newest = await db
    .selectFrom("schema_migration")
    .select("number")
    .orderBy("number", "desc")
    .executeTakeFirst();
  // Safe: the loop went over all tables but `schema_migration`.
  return { dialect, schema: newest?.number ?? 0, rows: rows as StoreStatus["rows"] };
}

/**
 * Opens the store and brings its schema up to date.
 *
 * @throws STORE_CANNOT_OPEN, STORE_NOT_A_DATABASE, STORE_SCHEMA_NEWER, STORE_MIGRATION_FAILED, STORE_BAD_URL
 * @example
 * const store = await openStore({ path: ".bartizan/index.sqlite" }, { clock });
 * await store.recordRun(run);
 * await store.close();
 */
export async function openStore(location: StoreLocation, deps: StoreDeps): Promise<Store> {
  const dialect: Dialect = "path" in location ? "sqlite" : "postgres";
  const log = deps.log ?? (() => undefined);
  const db = new Kysely<Tables>({
    dialect:
      "path" in location
        ? nodeSqliteDialect(openSqlite(location.path), deps.clock)
        : postgresDialect(location.url, log),
  });
  const atomically: Store["atomically"] = (work) => db.transaction().execute((trx) => work(queries(trx)));
  const plain = queries(db);
  const store: Store = {
    ...plain,
    // Several statements each: all of them, or none.
    recordSystem: (system) => atomically((s) => s.recordSystem(system)),
    recordResults: (run, results) => atomically((s) => s.recordResults(run, results)),
    recordTrials: (run, trials) => atomically((s) => s.recordTrials(run, trials)),
    recordFindings: (run, at, findings) => atomically((s) => s.recordFindings(run, at, findings)),
    recordFacts: (system, facts) => atomically((s) => s.recordFacts(system, facts)),
    clearIndex: () => atomically((s) => s.clearIndex()),
    removePerson: (id, at) => atomically((s) => s.removePerson(id, at)),
    putSession: (session, now) => atomically((s) => s.putSession(session, now)),
    dialect,
    atomically,
    migrate: () => migrate(db, dialect, deps.migrations ?? items, deps.clock),
    status: () => status(db, dialect),
    backup: (to) => backup(db, dialect, to),
    restoreAccounts: (from) => restoreAccounts(db, from),
    close: () => db.destroy(),
  };
  try {
    await store.migrate();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
