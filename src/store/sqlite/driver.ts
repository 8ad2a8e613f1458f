import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";
import type { Clock } from "../../contracts/index.ts";
import { isBusy, refineSqliteError } from "./failure.ts";

/** Prepared statements kept; the oldest is let go first. */
const statementsKept = 200;

/**
 * SQLite waits for a lock by blocking the whole process, and so would wait in vain for another
 * connection of this very process. It blocks for 50 ms only (see `openSqlite`); between the attempts,
 * about 10 s in all, everything else goes on.
 */
const attempts = 100;
const pauseMs = 50;

/** Turns a value that Kysely passes into one SQLite takes. */
function bindable(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A value of type ${typeof value} cannot be stored.`);
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    const oldest = this.#statements.keys().next().value;
    if (this.#statements.size > statementsKept && oldest !== undefined) this.#statements.delete(oldest);
    return statement;
  }

  run(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (cause) {
      throw refineSqliteError(cause);
    }
  }

  /** Tries again while another connection writes; within a transaction that cannot happen. */
  async patiently<T>(work: () => T): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || attempt === attempts || this.#database.isTransaction) throw error;
        await this.#clock.sleep(pauseMs);
      }
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.patiently(() => this.#execute<R>(query));
  }

  #execute<R>(query: CompiledQuery): QueryResult<R> {
    try {
      const statement = this.#prepared(query.sql);
      const values = query.parameters.map(bindable);
      if (statement.columns().length > 0) {
        // Safe: the row type is what Kysely derived from the query.
        return { rows: statement.all(...values) as R[] };
      }
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (cause) {
      throw refineSqliteError(cause);
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    // A statement of its own: one that is being stepped must not be reused by another query.
    const statement = this.#database.prepare(query.sql);
    for (const row of statement.iterate(...query.parameters.map(bindable))) yield { rows: [row as R] };
  }
}

/** Lets one at a time through, in order of arrival. */
class Turnstile {
  #tail: Promise<void> = Promise.resolve();

  async enter(): Promise<() => void> {
    const before = this.#tail;
    let leave = (): void => undefined;
    this.#tail = new Promise((resolve) => (leave = () => resolve()));
    await before;
    return leave;
  }
}

/**
 * One connection, one user of it at a time: SQLite has one writer anyway, and a transaction must not
 * see the statements of another request between its own. Transactions begin `immediate`, so that they
 * wait for the write lock at the start and never fail in the middle for want of it.
 */
export class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;
  readonly #turnstile = new Turnstile();
  readonly #leave = new WeakMap<DatabaseConnection, () => void>();

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#connection = new SqliteConnection(database, clock);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const leave = await this.#turnstile.enter();
    this.#leave.set(this.#connection, leave);
    return this.#connection;
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#leave.get(connection)?.();
  }

  async beginTransaction(): Promise<void> {
    await this.#connection.patiently(() => this.#connection.run("begin immediate"));
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run("commit");
  }

  async rollbackTransaction(): Promise<void> {
    // SQLite rolls back by itself on some failures, such as a full disk.
    if (this.#database.isTransaction) this.#connection.run("rollback");
  }

  async destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }
}
