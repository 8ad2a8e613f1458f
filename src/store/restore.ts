import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Kysely } from "kysely";
import { storeErrors } from "./errors.ts";
import { operationalTables, type Tables } from "./tables.ts";

type AccountTable = Exclude<(typeof operationalTables)[number], "session">;
type Row = Readonly<Record<string, string | null>>;

/** Every column of the tables a backup of accounts holds; all are text. */
const columns: { readonly [T in AccountTable]: readonly (keyof Tables[T] & string)[] } = {
  organisation: ["id", "name"],
  team: ["id", "organisation", "name"],
  person: ["id", "organisation", "name", "created_at", "removed_at"],
  team_member: ["team", "person"],
  role_grant: ["person", "system", "role", "granted_at"],
  token: ["id", "person", "hash", "label", "created_at", "expires_at", "revoked_at"],
};

const isAccountTable = (name: unknown): name is AccountTable =>
  typeof name === "string" && Object.hasOwn(columns, name);

/** One line of a backup: which table, and a row with exactly its columns. */
function readLine(text: string, file: string, line: number): { table: AccountTable; row: Row } {
  const wrong = (what: string, cause?: unknown) =>
    storeErrors.backupUnreadable(what, { file, line }, { cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw wrong("The line is not JSON.", cause);
  }
  if (typeof parsed !== "object" || parsed === null || !("table" in parsed) || !("row" in parsed))
    throw wrong("The line has no table and row.");
  const { table, row } = parsed;
  if (!isAccountTable(table)) throw wrong("The line names a table that a backup of accounts does not have.");
  const known: readonly string[] = columns[table];
  if (typeof row !== "object" || row === null) throw wrong("The row is not an object.");
  const entries = Object.entries(row);
  const sound = entries.every(
    ([key, value]) => known.includes(key) && (value === null || typeof value === "string"),
  );
  if (!sound || entries.length !== known.length) throw wrong(`The row is not one of ${table}.`);
  // Safe: keys and values were checked one by one above.
  return { table, row: row as Row };
}

/**
 * Puts the accounts of a PostgreSQL backup back, in one transaction. What is there already stays as it
 * is: a restore adds, and never gives an ended token its life back.
 *
 * @throws STORE_BACKUP_UNREADABLE with file and line; nothing is stored then
 */
export async function restoreAccounts(db: Kysely<Tables>, file: string): Promise<{ rows: number }> {
  const read = new Map<AccountTable, Row[]>();
  const lines = createInterface({ input: createReadStream(file, { encoding: "utf8" }), crlfDelay: Infinity });
  let number = 0;
  try {
    for await (const text of lines) {
      number += 1;
      const { table, row } = readLine(text, file, number);
      const rows = read.get(table);
      if (rows === undefined) read.set(table, [row]);
      else rows.push(row);
    }
  } catch (cause) {
    if (number > 0) throw cause;
    throw storeErrors.backupUnreadable("The file cannot be read.", { file }, { cause });
  }
  return db.transaction().execute(async (trx) => {
    let rows = 0;
    for (const table of operationalTables) {
      if (table === "session") continue;
      for (const row of read.get(table) ?? []) {
        // Safe: the row has exactly the columns of its table, each text or null; a null where none may be is refused by the database.
        const values = row as unknown as Tables[typeof table];
        const done = await trx
          .insertInto(table)
          .values(values)
          .onConflict((oc) => oc.doNothing())
          .executeTakeFirst();
        rows += Number(done.numInsertedOrUpdatedRows ?? 0n);
      }
    }
    return { rows };
  });
}
