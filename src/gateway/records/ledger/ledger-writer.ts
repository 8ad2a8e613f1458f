import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import {
  createBundle,
  openBundle,
  readBundle,
  type BundleWriter,
  type Entry,
  type SigningKey,
} from "../../../evidence/index.ts";
import type { RecordsSettings } from "../settings.ts";
import { isOrphan, segmentName, spoolsFolder } from "../spool/folder.ts";
import { readSpool, segmentsOf, type SpoolItem } from "../spool/read-spool.ts";
import { Cursor } from "./cursor.ts";
import { damageEntry, objectOf, originBody, originOf } from "./entry-body.ts";
import { prepareEntry, type PreparedEntry } from "./prepare.ts";
import { dayOf, isClosed, ledgerNames, ledgersFolder, nextLedgerName, removeOld } from "./ledgers.ts";
import { RecentIds } from "./recent.ts";

export interface LedgerWriterOptions {
  readonly settings: RecordsSettings;
  readonly clock: Clock;
  readonly key: SigningKey;
  readonly tool: { readonly name: string; readonly version: string };
  /** Told when taking in fails; it is tried again. */
  readonly onFailure?: (cause: unknown) => void;
}

/** What one round took in. */
export interface TakenIn {
  readonly records: number;
  /** Lines that could not be read; each is an entry of its own. */
  readonly damaged: number;
  /** Ledgers removed because of their age or size. */
  readonly removed: readonly string[];
}

/** The one writer of the guard's ledgers. */
export interface LedgerWriter {
  /** Takes in what the spools hold now. Rounds do not overlap. */
  takeIn(): Promise<TakenIn>;
  /** Takes in again and again, `everyMs` after the end of the round before. */
  start(everyMs: number): void;
  /** One more round; the ledger stays open for the next start. */
  close(): Promise<void>;
}

/** Entries that are made durable together. */
const batchEntries = 256;
/** A line is written at most twice in a row, when the disk failed under it. */
const remembered = 50_000;

/**
 * Opens the ledgers under `<dir>/ledger/<day>-<number>`: bundles of evidence, hash-chained and signed, a new one
 * each day. Every entry says where in which spool its record stood, so that after a crash the ledger itself
 * tells how far it is, and no record is taken in twice or left out.
 *
 * @throws EVIDENCE_IN_USE when another process is the writer, and what opening a bundle throws
 */
export async function openLedgerWriter(options: LedgerWriterOptions): Promise<LedgerWriter> {
  const writer = new Writer(options);
  await writer.open();
  return writer;
}

class Writer implements LedgerWriter {
  readonly #options: LedgerWriterOptions;
  readonly #dir: string;
  #recent = new RecentIds(remembered);
  #cursor!: Cursor; // Set by `open`, before anybody has this object.
  #bundle!: BundleWriter; // As above.
  #broken = false;
  #day = "";
  #round: Promise<TakenIn> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: LedgerWriterOptions) {
    this.#options = options;
    this.#dir = options.settings.dir;
  }

  async open(): Promise<void> {
    await mkdir(ledgersFolder(this.#dir), { recursive: true, mode: 0o700 });
    await mkdir(spoolsFolder(this.#dir), { recursive: true, mode: 0o700 });
    this.#cursor = await Cursor.load(join(this.#dir, "cursor.json"));
    const names = await ledgerNames(this.#dir);
    // Should the cursor have been lost, what closed ledgers say stands in for it.
    if (this.#cursor.isNew)
      for (const name of names.filter((one) => isClosed(this.#dir, one)))
        for await (const entry of readBundle(join(ledgersFolder(this.#dir), name))) this.#known(entry);
    const last = names.at(-1);
    if (last === undefined || isClosed(this.#dir, last)) await this.#begin(last);
    else await this.#continue(last);
  }

  takeIn(): Promise<TakenIn> {
    this.#round ??= this.#roundNow().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #roundNow(): Promise<TakenIn> {
    try {
      if (this.#broken) await this.#reopen();
      return await this.#takeIn();
    } catch (cause) {
      this.#broken = true;
      throw cause;
    }
  }

  /** After a failure nothing in memory counts: what is durable is read again. */
  async #reopen(): Promise<void> {
    await this.#bundle.release().catch(() => undefined);
    this.#recent = new RecentIds(remembered);
    await this.open();
    this.#broken = false;
  }

  start(everyMs: number): void {
    const again = (): void => {
      this.#timer = setTimeout(() => {
        this.takeIn()
          .catch((cause: unknown) => this.#options.onFailure?.(cause))
          .finally(() => {
            if (!this.#closed) again();
          });
      }, everyMs);
    };
    again();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round?.catch(() => undefined);
    try {
      await this.takeIn();
    } finally {
      await this.#bundle.release();
    }
  }

  async #begin(last: string | undefined): Promise<void> {
    const { clock, key, tool } = this.#options;
    const name = nextLedgerName(last, clock.now());
    const header = {
      kind: "workspace",
      id: `guard-${name}`,
      tool,
      about: { records: "bartizan.decision/v1" },
    } as const;
    this.#bundle = await createBundle({ dir: join(ledgersFolder(this.#dir), name), clock, key, header });
    this.#day = name.slice(0, 10);
  }

  async #continue(name: string): Promise<void> {
    const { clock, key } = this.#options;
    try {
      const opened = await openBundle({ dir: join(ledgersFolder(this.#dir), name), clock, key });
      for (const entry of opened.entries) this.#known(entry);
      this.#bundle = opened.bundle;
      this.#day = name.slice(0, 10);
    } catch (cause) {
      // Killed while it closed, or before it began.
      if (!(cause instanceof BartizanError)) throw cause;
      if (cause.code === "EVIDENCE_CLOSED") {
        for await (const entry of readBundle(join(ledgersFolder(this.#dir), name))) this.#known(entry);
        return await this.#begin(name);
      }
      if (cause.code === "EVIDENCE_NOT_A_BUNDLE") return await this.#begin(name);
      throw cause;
    }
  }

  #known(entry: Entry): void {
    const origin = originOf(entry.body);
    if (origin !== undefined) this.#cursor.advance(origin.spool, origin.end);
    const id = objectOf(entry.body["record"])?.["id"];
    if (typeof id === "string") this.#recent.add(id);
  }

  async #takeIn(): Promise<TakenIn> {
    let records = 0;
    let damaged = 0;
    for (const spool of (await readdir(spoolsFolder(this.#dir))).sort()) {
      const folder = join(spoolsFolder(this.#dir), spool);
      const orphan = await isOrphan(folder);
      let batch: SpoolItem[] = [];
      const flush = async (): Promise<void> => {
        const taken = await this.#append(spool, batch);
        records += taken.records;
        damaged += taken.damaged;
        batch = [];
      };
      for await (const item of readSpool(folder, this.#cursor.at(spool), orphan)) {
        batch.push(item);
        if (batch.length === batchEntries) await flush();
      }
      await flush();
      await this.#cursor.save();
      if (orphan) {
        await rm(folder, { recursive: true, force: true });
        this.#cursor.forget(spool);
      } else await this.#removeTaken(folder, spool);
    }
    await this.#turnOver();
    const removed = await removeOld(this.#dir, this.#options.settings, this.#options.clock.now());
    return { records, damaged, removed };
  }

  /** Appends a batch and moves the cursor once it is durable. */
  async #append(spool: string, batch: readonly SpoolItem[]): Promise<{ records: number; damaged: number }> {
    // Blobs first: entries must go in by the order of their spool, or a crash could leave one out for good.
    const prepared: PreparedEntry[] = [];
    for (const item of batch) {
      const entry = await prepareEntry(item, this.#bundle, (id) => this.#recent.add(id));
      if (entry !== undefined) prepared.push(entry);
    }
    await Promise.all(
      prepared.map(({ type, body, end }) =>
        this.#bundle.append(type, { ...body, origin: originBody(spool, end) }),
      ),
    );
    const last = batch.at(-1);
    if (last !== undefined) this.#cursor.advance(spool, last.end);
    await this.#turnOver();
    const damaged = prepared.filter(({ type }) => type === damageEntry).length;
    return { records: prepared.length - damaged, damaged };
  }

  /** Closes a ledger whose day is over or that is large enough, and begins the next. */
  async #turnOver(): Promise<void> {
    const { settings, clock } = this.#options;
    const { size, id } = this.#bundle;
    if (size === 0 || (size < settings.ledgerRecords && dayOf(clock.now()) <= this.#day)) return;
    // Before the ledger that says it all is closed, the cursor says it too.
    await this.#cursor.save();
    await this.#bundle.close({ records: size });
    await this.#begin(id.slice("guard-".length));
  }

  async #removeTaken(folder: string, spool: string): Promise<void> {
    const { segment } = this.#cursor.at(spool);
    for (const number of await segmentsOf(folder))
      if (number < segment) await rm(join(folder, segmentName(number)), { force: true });
  }
}
