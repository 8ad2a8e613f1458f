import { join } from "node:path";
import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import { isBlobRef, openBlobs, readBundle } from "../../../evidence/index.ts";
import { contentOf, decisionEntry, objectOf } from "./entry-body.ts";
import { ledgerNames, ledgersFolder } from "./ledgers.ts";

/**
 * The decision records of all ledgers under a records folder, oldest first, with their content where it was
 * kept and not shredded. Bounded memory; a ledger may be written meanwhile.
 *
 * @throws what reading a bundle throws
 */
export async function* readDecisions(dir: string): AsyncGenerator<JsonObject> {
  for (const name of await ledgerNames(dir)) {
    const folder = join(ledgersFolder(dir), name);
    let blobs: Awaited<ReturnType<typeof openBlobs>> | undefined;
    const fetch = async (ref: JsonValue | undefined): Promise<JsonValue | undefined> => {
      if (ref === undefined || !isBlobRef(ref)) return undefined;
      blobs ??= await openBlobs(folder);
      try {
        // Safe: JSON that we wrote, under a digest that fits.
        return JSON.parse((await blobs.read(ref)).toString("utf8")) as JsonValue;
      } catch {
        // Shredded or missing: the record stands without it.
        return undefined;
      }
    };
    for await (const { type, body } of readBundle(folder)) {
      if (type !== decisionEntry) continue;
      const record = objectOf(await fetch(body["whole"])) ?? objectOf(body["record"]);
      const texts = await fetch(body["content"]);
      if (record === undefined) continue;
      // Safe: JSON, and a list.
      const kept = Array.isArray(texts) ? (texts as readonly JsonValue[]) : [];
      yield kept.length === 0 ? record : { ...record, content: [...contentOf(record), ...kept] };
    }
  }
}
