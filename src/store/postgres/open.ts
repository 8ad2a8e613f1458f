import { PostgresDialect, type Dialect } from "kysely";
import pg from "pg";
import { storeErrors } from "../errors.ts";

/**
 * A pool of connections to the database that the URL names. Connects at the first query.
 * The URL, which may hold a password, never reaches a message.
 */
export function postgresDialect(url: string, log: (line: string) => void): Dialect {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || (parsed.protocol !== "postgres:" && parsed.protocol !== "postgresql:"))
    throw storeErrors.badUrl("`DATABASE_URL` is not a postgres:// address.", { at: "DATABASE_URL" });
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: "bartizan",
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on("error", (error) => log(`database connection lost: ${error.message}`));
  return new PostgresDialect({ pool });
}
