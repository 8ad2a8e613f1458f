import { z } from "zod";

/**
 * `gateway.records`: where records go, and what happens when the disk does not take them.
 *
 * @example
 * records: { dir: .bartizan/records, onLoss: closed, keepDays: 90 }
 */
export const recordsSettingsSchema = z.strictObject({
  /** Spools and ledgers lie under it. */
  dir: z.string().min(1).max(4_096).default(".bartizan/records"),
  /**
   * What durable mode does when a record cannot be kept. `closed`: the answer is not released. `open`: it is,
   * and the loss is counted and alarmed.
   */
  onLoss: z.enum(["closed", "open"]).default("closed"),
  /** How long durable mode waits for the disk. */
  waitSeconds: z.number().positive().max(60).default(5),
  /** Async mode: a record is written after so many milliseconds at the latest, while the disk keeps up. */
  windowMs: z.int().min(1).max(60_000).default(200),
  /** Records that may wait for the disk; what comes beyond is dropped and counted. */
  queueRecords: z.int().min(1).max(1_000_000).default(10_000),
  queueBytes: z.int().min(1_000_000).max(4_000_000_000).default(256_000_000),
  segmentBytes: z.int().min(10_000).max(1_000_000_000).default(16_000_000),
  /** What one process may leave lying until it is taken into a ledger; then its records count as lost. */
  spoolBytes: z.int().min(1_000_000).max(1_000_000_000_000).default(2_000_000_000),
  /** A new ledger begins at midnight UTC, and earlier when one holds so many records. */
  ledgerRecords: z.int().min(100).max(10_000_000).default(100_000),
  /** Closed ledgers are removed after so many days; absent: never. */
  keepDays: z.int().min(1).max(36_500).optional(),
  /** Closed ledgers are removed, oldest first, when all together are larger; absent: never. */
  keepBytes: z.int().min(1_000_000).optional(),
});

export type RecordsSettings = z.output<typeof recordsSettingsSchema>;
