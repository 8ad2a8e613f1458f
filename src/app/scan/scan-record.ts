import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type {
  ArtifactReport,
  Clock,
  CodeReport,
  JsonObject,
  JsonValue,
  ScanReport,
  ScanStep,
} from "../../contracts/index.ts";
import type { BundleWriter, Closing } from "../../evidence/index.ts";
import { toolVersion } from "../version.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The entries of a scan's bundle. */
export const scanEntry = {
  started: "scan.started",
  progress: "scan.progress",
  artifact: "scan.artifact",
  code: "scan.code",
  finished: "scan.finished",
  stopped: "scan.stopped",
} as const;

/** What is longer goes into a blob: a line of the ledger is bounded. */
const longestInline = 64 * 1024;
/** Longer than a blob may be: only its digest and its outline are kept. */
const longestBlob = 60 * 1024 * 1024;
const atOnce = 128;

/** Between two entries of progress at least so much time, and so much of the bytes: a hundred entries at most. */
const progressEveryMs = 1500;
const progressShare = 0.02;

/** Sorts by time and is unique: `scan-20261123-134501-4f9c2a`. */
function scanId(now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]/g, "").slice(0, 15).replace("T", "-");
  return `scan-${time}-${randomUUID().slice(0, 6)}`;
}

/** Writes a scan down as it goes. */
export class ScanRecord {
  readonly id: string;
  readonly #bundle: BundleWriter;
  readonly #clock: Clock;
  #waiting: Promise<unknown>[] = [];
  #told: { readonly at: number; readonly doing: string; readonly share: number };

  private constructor(id: string, bundle: BundleWriter, clock: Clock) {
    this.id = id;
    this.#bundle = bundle;
    this.#clock = clock;
    this.#told = { at: clock.now(), doing: "", share: 0 };
  }

  get dir(): string {
    return this.#bundle.dir;
  }

  static async start(workspace: Workspace, clock: Clock, about: JsonObject): Promise<ScanRecord> {
    const id = scanId(clock.now());
    // Only here: a scan without evidence need not load what writes it.
    const { createBundle } = await import("../../evidence/index.ts");
    const bundle = await createBundle({
      dir: join(workspace.paths.runs, id),
      clock,
      key: await workspace.key(),
      header: { kind: "scan", id, tool: { name: "bartizan", version: toolVersion() } },
    });
    await bundle.append(scanEntry.started, about);
    return new ScanRecord(id, bundle, clock);
  }

  /** How far it has come, for whoever watches: seldom enough that a long scan stays a short ledger. */
  progress({ doing, files, filesDone, bytes, bytesDone }: ScanStep): void {
    const [at, share] = [this.#clock.now(), bytesDone / Math.max(1, bytes)];
    const told = this.#told;
    if (at - told.at < progressEveryMs || (told.doing === doing && share - told.share < progressShare))
      return;
    this.#told = { at, doing, share };
    const written = this.#bundle.append(scanEntry.progress, { doing, files, filesDone, bytes, bytesDone });
    // Its failure is told where all are waited for.
    written.catch(() => undefined);
    this.#waiting.push(written);
  }

  /** What was found in a file, and what was looked at and found right. */
  async artifact(report: ArtifactReport): Promise<void> {
    const { path, format, verdict, bytes, bytesExamined, sha256 } = report;
    await this.#append(scanEntry.artifact, {
      path,
      format,
      verdict,
      bytes,
      bytesExamined,
      ...(sha256 === undefined ? {} : { sha256 }),
      // Safe: reports are plain JSON data.
      ...(await this.#held(report as unknown as JsonValue, outlineOf(report))),
    });
  }

  async code(report: CodeReport): Promise<void> {
    const { files, bytes, verdict } = report;
    await this.#append(scanEntry.code, {
      files,
      bytes,
      verdict,
      // Safe: reports are plain JSON data.
      ...(await this.#held(report as unknown as JsonValue, undefined)),
    });
  }

  /** @returns the number of the entry that tells the verdict */
  async finish(
    report: ScanReport,
    sentence: string,
  ): Promise<{ readonly entry: number; readonly closing: Closing }> {
    await this.#settle();
    const { artifacts, code, ...rest } = report;
    const ref = await this.#bundle.append(scanEntry.finished, {
      // Safe: reports are plain JSON data.
      ...(rest as unknown as JsonObject),
      sentence,
      files: artifacts.length,
      reviewed: code !== undefined,
    });
    const closing = await this.#bundle.close({ verdict: report.verdict, sentence });
    return { entry: ref.seq, closing };
  }

  /** What was recorded stays; the bundle says of itself that it is not complete. */
  async stop(why: string): Promise<void> {
    await this.#settle().catch(() => undefined);
    await this.#bundle.append(scanEntry.stopped, { why }).catch(() => undefined);
    await this.#bundle.release().catch(() => undefined);
  }

  async #append(type: string, body: JsonObject): Promise<void> {
    const written = this.#bundle.append(type, body);
    // Its failure is told where all are waited for.
    written.catch(() => undefined);
    this.#waiting.push(written);
    if (this.#waiting.length >= atOnce) await this.#settle();
  }

  async #settle(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting);
  }

  async #held(report: JsonValue, outline: JsonValue | undefined): Promise<JsonObject> {
    // Half a character, cut off with the rest of a long text, is no JSON that others can read.
    const text = JSON.stringify(report, (_, value: unknown) =>
      typeof value === "string" ? value.toWellFormed() : value,
    );
    // Safe: it was just written as JSON.
    if (text.length <= longestInline) return { report: JSON.parse(text) as JsonValue };
    const bytes = Buffer.from(text);
    if (bytes.length > longestBlob && outline !== undefined)
      return { report: await this.#bundle.putBlob(outline, "application/json"), shortened: true };
    return { report: await this.#bundle.putBlob(bytes, "application/json") };
  }
}

/** A report without its members and byte map, for what would not fit otherwise. */
function outlineOf(report: ArtifactReport): JsonValue {
  const outline = { ...report, members: [], regions: [], findings: report.findings.slice(0, 10_000) };
  // Safe: reports are plain JSON data.
  return outline as unknown as JsonValue;
}
