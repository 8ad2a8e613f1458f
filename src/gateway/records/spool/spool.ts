import { mkdir } from "node:fs/promises";
import { claimSpool } from "./folder.ts";
import { encodeLine } from "./line.ts";
import { segmentsOf } from "./read-spool.ts";
import { fileSegment, type OpenSegment, type Segment } from "./segment.ts";

export interface SpoolOptions {
  /** The spool's own folder; made here. */
  readonly folder: string;
  /** A new segment begins after so many bytes. */
  readonly segmentBytes: number;
  /** Segments nobody takes in may fill so many bytes; then nothing more is written until some are. */
  readonly spoolBytes: number;
  /** What may wait for the disk; above, records are refused. */
  readonly queueRecords: number;
  readonly queueBytes: number;
  /** How long lines may gather before they are written; 0: at once, in groups only while the disk is busy. */
  readonly gatherMs: number;
  /**
   * After a failure the same lines are tried again in so many milliseconds, as long as the queue has room for
   * what comes meanwhile; some may then be there twice. 0: a failure loses the lines it was about.
   */
  readonly retryMs: number;
  readonly openSegment?: OpenSegment;
}

interface Waiting {
  readonly line: Buffer;
  readonly since: number;
  readonly done: () => void;
  readonly failed: (cause: unknown) => void;
}

/** Lines written to the disk in one go, at most. */
const groupBytes = 4_000_000;

/**
 * What one process has to say, appended to segments of its own. Lines that come while the disk is busy go
 * there together and share one `fdatasync`.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #openSegment: OpenSegment;
  #segment: Segment | undefined;
  #number = 0;
  #size = 0;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #closed = false;
  #oldest: number | undefined;
  #hurry: () => void = () => undefined;

  private constructor(options: SpoolOptions) {
    this.#options = options;
    this.#openSegment = options.openSegment ?? fileSegment;
  }

  /** @throws a system error when the folder cannot be made */
  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await claimSpool(options.folder);
    return new Spool(options);
  }

  /** Records that are not on the disk yet. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** When the oldest record that is not on the disk yet came, on the clock of `performance.now()`. */
  get oldest(): number | undefined {
    return this.#oldest ?? this.#queue[0]?.since;
  }

  /** Resolves when the record is on the disk; undefined when there is no room for it. */
  append(json: string): Promise<void> | undefined {
    if (this.#closed) return undefined;
    const line = encodeLine(json);
    const { queueRecords, queueBytes, gatherMs } = this.#options;
    if (this.#queue.length >= queueRecords || this.#queuedBytes + line.length > queueBytes) return undefined;
    this.#queuedBytes += line.length;
    const written = new Promise<void>((done, failed) => {
      this.#queue.push({ line, since: performance.now(), done, failed });
    });
    if (this.#writing === undefined) {
      // Half a queue is not left to gather: what comes next needs its room.
      if (gatherMs === 0 || this.#queue.length * 2 >= queueRecords || this.#queuedBytes * 2 >= queueBytes)
        this.#start();
      else this.#timer ??= setTimeout(() => this.#start(), gatherMs);
    }
    return written;
  }

  /** Writes what waits and closes. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#hurry();
    this.#start();
    await this.#writing;
    await this.#segment?.close().catch(() => undefined);
    this.#segment = undefined;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
      if (this.#queue.length > 0) this.#start();
    });
  }

  async #drain(): Promise<void> {
    // One turn of the loop, so that records of the same moment go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const group = this.#take();
      this.#oldest = group[0]?.since;
      try {
        await this.#write(group.map(({ line }) => line));
        for (const { done } of group) done();
      } catch (cause) {
        if (this.#options.retryMs > 0 && !this.#closed) await this.#again(group);
        else for (const { failed } of group) failed(cause);
      }
      this.#oldest = undefined;
    }
  }

  /** Puts the lines back and gives the disk time. */
  async #again(group: readonly Waiting[]): Promise<void> {
    this.#queue.unshift(...group);
    for (const { line } of group) this.#queuedBytes += line.length;
    await new Promise<void>((resolve) => {
      this.#hurry = resolve;
      setTimeout(resolve, this.#options.retryMs).unref();
    });
  }

  #take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { line } of this.#queue) {
      if (count > 0 && bytes + line.length > groupBytes) break;
      bytes += line.length;
      count += 1;
    }
    this.#queuedBytes -= bytes;
    return this.#queue.splice(0, count);
  }

  async #write(lines: readonly Buffer[]): Promise<void> {
    if (this.#segment !== undefined && this.#size >= this.#options.segmentBytes) await this.#abandon();
    if (this.#segment === undefined) {
      const { folder, segmentBytes, spoolBytes } = this.#options;
      if ((await segmentsOf(folder)).length * segmentBytes >= spoolBytes)
        throw new Error("the spool is full: nobody takes it in");
      this.#number += 1;
      this.#segment = await this.#openSegment(this.#options.folder, this.#number);
      this.#size = 0;
    }
    try {
      await this.#segment.append(lines);
    } catch (cause) {
      // Half a line may be there: then the segment ends with it and a new one begins.
      if (!(await this.#segment.intact().catch(() => false))) await this.#abandon();
      throw cause;
    }
    for (const { length } of lines) this.#size += length;
  }

  async #abandon(): Promise<void> {
    const segment = this.#segment;
    this.#segment = undefined;
    await segment?.close().catch(() => undefined);
  }
}
