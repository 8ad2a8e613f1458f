import type { JsonObject, JsonValue } from "../../../contracts/index.ts";
import type { SpoolPosition } from "../spool/read-spool.ts";

/** Entry of a ledger that holds a decision record. */
export { decisionEntry } from "../../../app/index.ts";
/** Entry that says that something in a spool could not be read. */
export const damageEntry = "guard.records-damaged";

/** Where an entry came from: the end of its line in the spool. By it the ledger itself says what it holds. */
export function originOf(
  body: JsonObject,
): { readonly spool: string; readonly end: SpoolPosition } | undefined {
  const { spool, segment, offset } = objectOf(body["origin"]) ?? {};
  return typeof spool === "string" && typeof segment === "number" && typeof offset === "number"
    ? { spool, end: { segment, offset } }
    : undefined;
}

export const originBody = (spool: string, { segment, offset }: SpoolPosition): JsonObject => ({
  spool,
  segment,
  offset,
});

/** A value that is an object and no list. */
export function objectOf(value: unknown): JsonObject | undefined {
  // Safe where the value is JSON, and here all are: they come out of a parser or a ledger.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** A record as read from a spool; undefined where the line is no JSON object. */
export function recordOf(json: string): JsonObject | undefined {
  try {
    // Our own writing, whose checksum fits; nothing in it is used but copied.
    return objectOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/**
 * Content that is text, in plain or sealed, goes into a blob with a key of its own, so that it can be
 * shredded later while the ledger still verifies. Hashes stay in the entry.
 */
export function splitContent(record: JsonObject): {
  readonly record: JsonObject;
  readonly texts: JsonValue[];
} {
  const content = contentOf(record);
  const isHash = (one: JsonValue): boolean => objectOf(one)?.["kept"] === "hmac";
  const texts = content.filter((one) => !isHash(one));
  return texts.length === 0
    ? { record, texts }
    : { record: { ...record, content: content.filter(isHash) }, texts };
}

/** What a record holds of the texts. */
export function contentOf(record: JsonObject): readonly JsonValue[] {
  const { content } = record;
  // Safe: JSON, and a list.
  return Array.isArray(content) ? (content as readonly JsonValue[]) : [];
}
