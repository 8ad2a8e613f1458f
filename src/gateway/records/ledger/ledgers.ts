import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ledgerNames, ledgersFolder } from "../../../app/index.ts";
import type { RecordsSettings } from "../settings.ts";

export { ledgerNames, ledgersFolder };

export const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** The name of the ledger after `last`. A clock that was set back does not bring ledgers out of order. */
export function nextLedgerName(last: string | undefined, now: number): string {
  const today = dayOf(now);
  const lastDay = last?.slice(0, 10) ?? "";
  const day = lastDay > today ? lastDay : today;
  const number = last !== undefined && lastDay === day ? Number(last.slice(11)) + 1 : 1;
  return `${day}-${String(number).padStart(4, "0")}`;
}

/** A closed ledger has its closing. */
export const isClosed = (dir: string, name: string): boolean =>
  existsSync(join(ledgersFolder(dir), name, "closing.dsse.json"));

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const file of await readdir(folder, { recursive: true })) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (found?.isFile() === true) bytes += found.size;
  }
  return bytes;
}

/** Removes closed ledgers that are too old or too many bytes, oldest first. Gives back what was removed. */
export async function removeOld(
  dir: string,
  { keepDays, keepBytes }: Pick<RecordsSettings, "keepDays" | "keepBytes">,
  now: number,
): Promise<string[]> {
  if (keepDays === undefined && keepBytes === undefined) return [];
  const closed = (await ledgerNames(dir)).filter((name) => isClosed(dir, name));
  const oldest = keepDays === undefined ? "" : dayOf(now - keepDays * 86_400_000);
  const doomed = new Set(closed.filter((name) => name.slice(0, 10) < oldest));
  if (keepBytes !== undefined) {
    let bytes = 0;
    for (const name of closed.toReversed()) {
      bytes += await sizeOf(join(ledgersFolder(dir), name));
      if (bytes > keepBytes) doomed.add(name);
    }
  }
  for (const name of doomed) await rm(join(ledgersFolder(dir), name), { recursive: true, force: true });
  return [...doomed].sort();
}
