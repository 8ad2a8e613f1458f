import type { DatabaseSync } from "node:sqlite";
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
} from "kysely";
import type { Clock } from "../../contracts/index.ts";
import { SqliteDriver } from "./driver.ts";

/** Schema changes are part of a transaction in SQLite, which Kysely's own adapter does not assume. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely over Node's own SQLite. The database is closed with the dialect. */
export function nodeSqliteDialect(database: DatabaseSync, clock: Clock): Dialect {
  return {
    createAdapter: (): DialectAdapter => new TransactionalAdapter(),
    createDriver: (): Driver => new SqliteDriver(database, clock),
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature of Kysely's Dialect
    createIntrospector: (db: Kysely<any>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
