import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DecisionRecord } from "../../contracts/index.ts";
import type { ExchangeRecord } from "../ports.ts";
import { decisionRecord, type RecordOptions } from "./entry/decision-record.ts";
import { recordsErrors } from "./errors.ts";
import { LossReports, type RecordsHealth } from "./health.ts";
import type { RecordsSettings } from "./settings.ts";
import type { OpenSegment } from "./spool/segment.ts";
import { spoolsFolder } from "./spool/folder.ts";
import { Spool } from "./spool/spool.ts";

export interface RecorderOptions extends RecordOptions {
  readonly settings: RecordsSettings;
  /** `gateway.durable`. */
  readonly durable: boolean;
  readonly onHealth: (health: RecordsHealth) => void;
  /** Told of every record, whether or not it could be kept; for alerts and live views. Must not throw. */
  readonly onRecord?: (record: DecisionRecord) => void;
  readonly openSegment?: OpenSegment;
}

/** What may be lost when the process is killed. */
export interface LossWindow {
  /** Milliseconds, while the disk keeps up; a disk that does not is reported as `lagging`. */
  readonly milliseconds: number;
  /** Records, in any case. */
  readonly records: number;
}

export interface RecorderStats {
  readonly kept: number;
  readonly dropped: number;
  readonly waiting: number;
  /** How long the oldest record that is not on the disk waits. */
  readonly oldestMs: number;
}

/** Keeps the records of one process. */
export interface Recorder {
  /** For `GatewayPorts.record`. Durable: resolves when on the disk, rejects where `onLoss` is `closed`. Else at once. */
  record(entry: ExchangeRecord): Promise<void>;
  readonly lossWindow: LossWindow;
  stats(): RecorderStats;
  /** Writes what waits. */
  close(): Promise<void>;
}

/**
 * Opens the spool of this process under `<dir>/spool/`.
 *
 * @throws RECORDS_FOLDER
 * @example
 * const recorder = await openRecorder({ settings, durable: true, keep, onHealth });
 * const ports = { ...rest, record: recorder.record };
 */
export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const { settings, durable } = options;
  const name = `${process.pid}-${Date.now().toString(36)}-${randomBytes(4).toString("hex")}`;
  const folder = join(spoolsFolder(settings.dir), name);
  try {
    const spool = await Spool.open({
      folder,
      segmentBytes: settings.segmentBytes,
      spoolBytes: settings.spoolBytes,
      queueRecords: settings.queueRecords,
      queueBytes: settings.queueBytes,
      // Half the window to gather, half to be written.
      gatherMs: durable ? 0 : settings.windowMs / 2,
      // Durable: somebody waits for the answer, and is told.
      retryMs: durable ? 0 : 250,
      ...(options.openSegment === undefined ? {} : { openSegment: options.openSegment }),
    });
    return recorderOn(spool, options);
  } catch (cause) {
    throw recordsErrors.folder(`${folder} cannot be made.`, { file: folder }, { cause });
  }
}

function recorderOn(spool: Spool, options: RecorderOptions): Recorder {
  const { settings, durable, onHealth } = options;
  const losses = new LossReports(onHealth);
  let kept = 0;
  const lossWindow: LossWindow = durable
    ? { milliseconds: 0, records: 0 }
    : { milliseconds: settings.windowMs, records: settings.queueRecords };
  const limitMs = durable ? settings.waitSeconds * 1_000 : settings.windowMs;
  const oldestMs = (): number => (spool.oldest === undefined ? 0 : performance.now() - spool.oldest);
  let lagging = false;
  const watch = setInterval(
    () => {
      const milliseconds = oldestMs();
      if (milliseconds > limitMs && !lagging) onHealth({ kind: "lagging", milliseconds });
      lagging = milliseconds > limitMs;
    },
    Math.max(50, limitMs),
  ).unref();

  /** Whether it is on the disk, once that is known. */
  async function written(promise: Promise<void>): Promise<boolean> {
    try {
      await promise;
      kept += 1;
      losses.kept();
      return true;
    } catch {
      losses.lost("failed");
      return false;
    }
  }

  async function inTime(outcome: Promise<boolean>): Promise<boolean | "late"> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), settings.waitSeconds * 1_000);
    });
    try {
      return await Promise.race([outcome, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    lossWindow,
    async record(entry) {
      const record = decisionRecord(entry, options);
      options.onRecord?.(record);
      const promise = spool.append(wellFormedJson(record));
      if (promise === undefined) losses.lost("full");
      const outcome = promise === undefined ? Promise.resolve(false) : written(promise);
      if (!durable) return;
      const result = await inTime(outcome);
      if (result === true || settings.onLoss === "open") return;
      throw result === "late"
        ? recordsErrors.slow(`Exchange ${entry.id} waited ${settings.waitSeconds} s for its record.`)
        : recordsErrors.lost(`Exchange ${entry.id} could not be recorded.`);
    },
    stats: () => ({ kept, dropped: losses.dropped, waiting: spool.waiting, oldestMs: oldestMs() }),
    async close() {
      clearInterval(watch);
      await spool.close();
      losses.flush();
    },
  };
}

/** JSON without lone surrogates, which other readers would refuse. They are rare, so the second look is too. */
function wellFormedJson(record: DecisionRecord): string {
  const json = JSON.stringify(record);
  if (!json.includes("\\ud")) return json;
  return JSON.stringify(record, (_, value: unknown) =>
    typeof value === "string" ? value.toWellFormed() : value,
  );
}
