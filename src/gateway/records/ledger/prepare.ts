import type { JsonObject } from "../../../contracts/index.ts";
import type { BundleWriter } from "../../../evidence/index.ts";
import type { SpoolItem, SpoolPosition } from "../spool/read-spool.ts";
import { damageEntry, decisionEntry, recordOf, splitContent } from "./entry-body.ts";

export interface PreparedEntry {
  readonly type: string;
  readonly body: JsonObject;
  readonly end: SpoolPosition;
}

/** What an entry takes at most, with room to spare for what the ledger adds. */
const largestRecord = 700_000;
/** The largest blob, with room for what canonical JSON adds. */
const largestContent = 48_000_000;

/**
 * What of a spool goes into the ledger: a record, with its texts in a blob; or that a line was damaged.
 * Undefined for a record that is already there.
 */
export async function prepareEntry(
  item: SpoolItem,
  bundle: Pick<BundleWriter, "putBlob">,
  isNew: (id: string) => boolean,
): Promise<PreparedEntry | undefined> {
  const { end } = item;
  if (item.kind !== "record") return { type: damageEntry, end, body: { kind: item.kind, bytes: item.bytes } };
  const whole = recordOf(item.json);
  if (whole === undefined)
    return { type: damageEntry, end, body: { kind: "damaged", bytes: Buffer.byteLength(item.json) } };
  const { id = null, at = null } = whole;
  if (typeof id === "string" && !isNew(id)) return undefined;
  const { record, texts } = splitContent(whole);
  const put = async (value: JsonObject | typeof texts, bytes: number): Promise<JsonObject | undefined> =>
    bytes > largestContent ? undefined : await bundle.putBlob(value, "application/json");
  const body: { [member: string]: JsonObject | boolean } = {};
  if (texts.length > 0) {
    const content = await put(texts, Buffer.byteLength(item.json));
    // The record matters more than its texts; that they are missing is said.
    if (content === undefined) body["contentTooLarge"] = true;
    else body["content"] = content;
  }
  // It cannot take more than the line it was read from.
  const line = Buffer.byteLength(item.json);
  const bytes = line <= largestRecord ? line : Buffer.byteLength(JSON.stringify(record));
  if (bytes <= largestRecord) return { type: decisionEntry, end, body: { ...body, record } };
  const rest = await put(record, bytes);
  return {
    type: decisionEntry,
    end,
    body: {
      ...body,
      record: { id, at },
      ...(rest === undefined ? { contentTooLarge: true } : { whole: rest }),
    },
  };
}
