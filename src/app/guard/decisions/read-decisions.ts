import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { followBundle, isBlobRef, openBlobs, type LedgerPosition } from "../../../evidence/index.ts";

/** Entry of a guard's ledger that holds a decision record. */
export const decisionEntry = "guard.decision";

const namePattern = /^\d{4}-\d{2}-\d{2}-\d{4}$/;

/** Where the guard's ledgers lie in a folder of records. */
export const ledgersFolder = (dir: string): string => join(dir, "ledger");

/** The names of all ledgers, oldest first: the day and a number. */
export async function ledgerNames(dir: string): Promise<string[]> {
  const names = await readdir(ledgersFolder(dir)).catch(() => []);
  return names.filter((name) => namePattern.test(name)).sort();
}

export interface ReadDecision {
  readonly record: JsonObject;
  /** Its own place, to read it again; and the place after it, to go on. */
  readonly at: LedgerPosition;
  readonly next: LedgerPosition;
}

/**
 * The decision records of one ledger, oldest first. Bounded memory; the ledger may be written meanwhile.
 *
 * @param texts with `false`, the texts that were kept are not read
 * @throws what reading a bundle throws
 */
export async function* readLedgerDecisions(
  folder: string,
  { from, texts = true }: { readonly from?: LedgerPosition | undefined; readonly texts?: boolean } = {},
): AsyncGenerator<ReadDecision> {
  const fetch = blobReader(folder);
  for await (const { entry, at, next } of followBundle(folder, from)) {
    if (entry.type !== decisionEntry) continue;
    const { body } = entry;
    const record = objectOf(await fetch(body["whole"])) ?? objectOf(body["record"]);
    if (record === undefined) continue;
    const kept = texts ? listOf(await fetch(body["content"])) : [];
    const whole =
      kept.length === 0 ? record : { ...record, content: [...listOf(record["content"]), ...kept] };
    yield { record: whole, at, next };
  }
}

/**
 * The decision records of all ledgers under a records folder, oldest first, with their content where it was
 * kept and not shredded.
 *
 * @throws what reading a bundle throws
 */
export async function* readDecisions(dir: string): AsyncGenerator<JsonObject> {
  for (const name of await ledgerNames(dir))
    for await (const { record } of readLedgerDecisions(join(ledgersFolder(dir), name))) yield record;
}

/** Reads what a blob holds as JSON; undefined where it was shredded or is missing: the record stands without it. */
function blobReader(folder: string): (ref: JsonValue | undefined) => Promise<JsonValue | undefined> {
  let blobs: Awaited<ReturnType<typeof openBlobs>> | undefined;
  const read = async (ref: JsonValue): Promise<JsonValue | undefined> => {
    if (!isBlobRef(ref)) return undefined;
    blobs ??= await openBlobs(folder);
    try {
      // Safe: JSON that we wrote, under a digest that fits.
      return JSON.parse((await blobs.read(ref)).toString("utf8")) as JsonValue;
    } catch {
      return undefined;
    }
  };
  return async (ref) => {
    if (ref === undefined) return undefined;
    const found = await read(ref);
    if (found !== undefined || blobs === undefined) return found;
    // The ledger may have grown since its keys were read.
    blobs = undefined;
    return read(ref);
  };
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  // Safe: JSON, an object and no list.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

// Safe: JSON, and a list.
const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];
