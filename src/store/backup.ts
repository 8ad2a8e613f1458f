import { constants } from "node:fs";
import { access, chmod, open, rename, rm, writeFile } from "node:fs/promises";
import { sql, type Kysely } from "kysely";
import type { Dialect } from "./dialect.ts";
import { storeErrors } from "./errors.ts";
import { operationalTables, type Tables } from "./tables.ts";

async function accountLines(db: Kysely<Tables>): Promise<string[]> {
  const lines: string[] = [];
  for (const table of operationalTables) {
    // Sessions end with a restore; nobody needs to be signed in by a backup.
    if (table === "session") continue;
    for (const row of await db.selectFrom(table).selectAll().execute())
      lines.push(JSON.stringify({ table, row }));
  }
  return lines.sort();
}

/** Makes the draft durable and gives it its name, unless the name was taken meanwhile. */
async function putInPlace(draft: string, to: string): Promise<void> {
  await chmod(draft, 0o600);
  const file = await open(draft, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, to);
}

/** See `StoreUpkeep.backup`. The file is readable by its owner only, and whole or absent. */
export async function backup(
  db: Kysely<Tables>,
  dialect: Dialect,
  to: string,
): Promise<{ kind: "database" | "accounts"; rows: number }> {
  const taken = await access(to, constants.F_OK).then(
    () => true,
    () => false,
  );
  if (taken) throw storeErrors.backupExists(`${to} exists already.`, { file: to });
  const draft = `${to}.draft`;
  await rm(draft, { force: true });
  try {
    const lines = await db.transaction().execute(accountLines);
    if (dialect === "sqlite") await sql`vacuum into ${draft}`.execute(db);
    else await writeFile(draft, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    await putInPlace(draft, to);
    return { kind: dialect === "sqlite" ? "database" : "accounts", rows: lines.length };
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
