import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { storeErrors } from "../errors.ts";
import { refineSqliteError } from "./failure.ts";

/** How long opening waits for another process, and every later attempt for a lock; see `SqliteDriver`. */
const openingMs = 10_000;
const busyMs = 50;

/**
 * Opens or creates a database file, readable by its owner only: it holds the hashes of tokens. WAL, so
 * that reading never waits for writing; `synchronous=FULL`, so that what was committed survives a power cut.
 */
export function openSqlite(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (path !== ":memory:") {
      mkdirSync(dirname(path), { recursive: true });
      closeSync(openSync(path, "a", 0o600));
      chmodSync(path, 0o600);
    }
    database = new DatabaseSync(path, { timeout: openingMs, enableForeignKeyConstraints: true });
    database.exec("pragma journal_mode = wal");
    database.exec("pragma synchronous = full");
    database.exec("pragma trusted_schema = off");
    database.exec(`pragma busy_timeout = ${busyMs}`);
    return database;
  } catch (cause) {
    if (database?.isOpen === true) database.close();
    const refined = refineSqliteError(cause);
    if (refined !== cause) throw refined;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw storeErrors.cannotOpen(`${path} cannot be opened: ${message}`, { file: path }, { cause });
  }
}
