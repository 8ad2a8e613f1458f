import { z } from "zod";
import { unitOutcomes, type UnitRecord } from "../../contracts/index.ts";
import { blobRefSchema, type LedgerEntry } from "../engine/index.ts";

/** The bodies of the ledger entries of a check on a model. They are parsed when read back, never trusted. */
export const auditEntry = {
  planned: "audit.planned",
  identified: "target.identified",
  started: "unit.started",
  examined: "unit.examined",
  changed: "target.changed",
  decided: "audit.decided",
  stopped: "audit.stopped",
} as const;

/** How the examining ended. Only a finished audit is decided; any other end but a changed target can be resumed. */
const auditEnds = [
  "finished",
  "stopped",
  "budget-exhausted",
  "target-changed",
  "target-unreachable",
] as const;
export type AuditEnd = (typeof auditEnds)[number];

/** Of a blob that holds a `UnitExample`. */
export const exampleMediaType = "application/vnd.bartizan.example+json";

/** A unit as the ledger has it: its rows stand in a blob. */
export interface ExaminedUnit extends Omit<UnitRecord, "example"> {
  readonly example?: z.output<typeof blobRefSchema>;
  /** Requests the run had sent by then; several units share one. */
  readonly requests: number;
  /** Ledger sequence number. */
  readonly entry: number;
}

const text = z.string().max(4096);
const keySchema = z.object({ check: text, target: text });
const startedSchema = keySchema.extend({ unit: text });
const examinedSchema = startedSchema.extend({
  outcome: z.enum(unitOutcomes),
  queries: z.int().min(0),
  detail: z.record(z.string(), z.json()),
  example: blobRefSchema.exactOptional(),
  requests: z.int().min(0),
});
const identifiedSchema = keySchema.extend({ model: text });
const stoppedSchema = keySchema.extend({ end: z.enum(auditEnds) });
const changedSchema = keySchema.extend({ was: text, is: text });

/** What an entry says of a check on a target; undefined for other entries and for bodies that are not ours. */
export type AuditFact =
  | { readonly kind: "identified"; readonly model: string }
  | { readonly kind: "ended"; readonly end: AuditEnd }
  | { readonly kind: "started"; readonly unit: string }
  | { readonly kind: "examined"; readonly record: ExaminedUnit }
  | { readonly kind: "changed"; readonly was: string; readonly is: string };

export function readAuditFact(
  entry: Pick<LedgerEntry, "type" | "body" | "seq">,
  check: string,
  target: string,
): AuditFact | undefined {
  if (entry.body["check"] !== check || entry.body["target"] !== target) return undefined;
  if (entry.type === auditEntry.started) {
    const read = startedSchema.safeParse(entry.body);
    return read.success ? { kind: "started", unit: read.data.unit } : undefined;
  }
  if (entry.type === auditEntry.identified) {
    const read = identifiedSchema.safeParse(entry.body);
    return read.success ? { kind: "identified", model: read.data.model } : undefined;
  }
  if (entry.type === auditEntry.examined) {
    const read = examinedSchema.safeParse(entry.body);
    if (!read.success) return undefined;
    const { unit, outcome, queries, detail, example, requests } = read.data;
    const record = { unit, outcome, queries, detail, requests, entry: entry.seq };
    return { kind: "examined", record: example === undefined ? record : { ...record, example } };
  }
  if (entry.type === auditEntry.decided) return { kind: "ended", end: "finished" };
  if (entry.type === auditEntry.stopped) {
    const read = stoppedSchema.safeParse(entry.body);
    return read.success ? { kind: "ended", end: read.data.end } : undefined;
  }
  if (entry.type === auditEntry.changed) {
    const read = changedSchema.safeParse(entry.body);
    return read.success ? { kind: "changed", was: read.data.was, is: read.data.is } : undefined;
  }
  return undefined;
}
