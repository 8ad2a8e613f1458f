import { hash } from "node:crypto";
import type { JsonObject } from "../../contracts/index.ts";
import { canonicalJson } from "../../formats/index.ts";
import { evidenceErrors } from "../errors.ts";

/** Where an entry stands and what its line's SHA-256 is, hex. */
export interface EntryRef {
  readonly seq: number;
  readonly digest: string;
}

/** One line of a ledger. */
export interface Entry extends EntryRef {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What happened: dotted lower-case words, such as `trial.finished`. */
  readonly type: string;
  /** The digest of the line before; of the header for the first. */
  readonly prev: string;
  readonly body: JsonObject;
}

/** What is said of a line that is no entry. */
export interface Malformed {
  readonly malformed: string;
}

/** A line may not be longer than this, in bytes; larger content goes into blobs. */
export const longestLine = 1024 * 1024;

const typePattern = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const digestPattern = /^[0-9a-f]{64}$/;

/**
 * The line of an entry, without its newline, and the reference to it.
 *
 * @throws EVIDENCE_ENTRY_TOO_LARGE, EVIDENCE_INVALID_ENTRY
 */
export function encodeEntry(entry: Omit<Entry, "digest">): { line: Buffer; ref: EntryRef } {
  if (!typePattern.test(entry.type) || entry.type.length > 64)
    throw evidenceErrors.invalidEntry(`\`${entry.type.slice(0, 80)}\` is no entry type.`);
  let text: string;
  try {
    const { at, body, prev, seq, type } = entry;
    text = canonicalJson({ v: 1, seq, at, type, prev, body });
  } catch (cause) {
    throw evidenceErrors.invalidEntry(
      `The body of a \`${entry.type}\` entry is not JSON: ${cause instanceof Error ? cause.message : ""}`,
      {},
      { cause },
    );
  }
  const line = Buffer.from(text);
  if (line.length > longestLine)
    throw evidenceErrors.entryTooLarge(
      `A \`${entry.type}\` entry of ${line.length} bytes is longer than ${longestLine} bytes.`,
    );
  return { line, ref: { seq: entry.seq, digest: hash("sha256", line) } };
}

/**
 * Reads a line. It must be exactly what a JSON writer makes of its own value, with the six members in
 * order: a line that two readers could understand differently is malformed. Never throws.
 */
export function parseEntry(line: Buffer): Entry | Malformed {
  if (line.length > longestLine) return { malformed: `longer than ${longestLine} bytes` };
  const text = line.toString("utf8");
  let value: Readonly<Record<string, unknown>>;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) return { malformed: "not a JSON object" };
    if (JSON.stringify(parsed) !== text && canonicalJson(parsed as JsonObject) !== text)
      return { malformed: "not canonical JSON" };
    value = parsed as Readonly<Record<string, unknown>>;
  } catch {
    return { malformed: "not canonical JSON" };
  }
  if (Object.keys(value).join() !== "at,body,prev,seq,type,v")
    return { malformed: "not the members of an entry" };
  const { at, body, prev, seq, type, v } = value as Record<keyof Entry | "v", unknown>;
  if (v !== 1) return { malformed: "not version 1 of the entry format" };
  if (!(typeof seq === "number" && Number.isSafeInteger(seq) && seq >= 0))
    return { malformed: "no sequence number" };
  if (!(typeof at === "string" && timePattern.test(at))) return { malformed: "no time" };
  if (!(typeof type === "string" && type.length <= 64 && typePattern.test(type)))
    return { malformed: "no type" };
  if (!(typeof prev === "string" && digestPattern.test(prev)))
    return { malformed: "no digest of its predecessor" };
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { malformed: "no body" };
  // Safe: `body` came out of JSON.parse and is a plain object.
  return { seq, at, type, prev, body: body as JsonObject, digest: hash("sha256", line) };
}

export const isMalformed = (line: Entry | Malformed): line is Malformed => "malformed" in line;
