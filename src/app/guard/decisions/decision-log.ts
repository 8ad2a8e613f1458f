import { join } from "node:path";
import type { GuardDecisionLine, GuardReach, JsonObject } from "../../../contracts/index.ts";
import type { LedgerPosition } from "../../../evidence/index.ts";
import { decisionLine } from "./decision-line.ts";
import { ledgerNames, ledgersFolder, readLedgerDecisions } from "./read-decisions.ts";

/** A line and where its record is read again. */
interface Known {
  readonly line: GuardDecisionLine;
  readonly folder: string;
  readonly at: LedgerPosition;
}

export interface DecisionWatch {
  /** What has come since the last taking, oldest first; 100 at most. */
  take(): Promise<readonly GuardDecisionLine[]>;
  stop(): void;
}

const mostWaiting = 100;

/** A record as it is kept, in its bundle. */
export interface FoundRecord {
  readonly line: GuardDecisionLine;
  readonly record: JsonObject;
  readonly folder: string;
}

/**
 * The newest decisions of the guard's ledgers, in memory: some 20,000 lines of about a kilobyte. Older ones stay
 * in the ledgers, and the lists say so. A ledger that grows is read from where reading ended, never anew.
 */
export class DecisionLog {
  readonly #dirs: () => Promise<readonly string[]>;
  readonly #most: number;
  /** Oldest first, by time. */
  #known: Known[] = [];
  readonly #ids = new Map<string, Known>();
  readonly #read = new Map<string, LedgerPosition | undefined>();
  readonly #problems = new Map<string, string>();
  #leftOut = false;
  #looking: Promise<void> | undefined;
  readonly #watchers = new Set<GuardDecisionLine[]>();

  constructor(dirs: () => Promise<readonly string[]>, most = 20_000) {
    this.#dirs = dirs;
    this.#most = most;
  }

  /** Reads what is new. Callers at the same time share one look. */
  async refresh(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  /** Hands out what is new from now on, each decision once; of a rush, the newest. */
  async watch(): Promise<DecisionWatch> {
    await this.refresh();
    const waiting: GuardDecisionLine[] = [];
    this.#watchers.add(waiting);
    return {
      take: async () => {
        await this.refresh();
        return waiting.splice(0);
      },
      stop: () => void this.#watchers.delete(waiting),
    };
  }

  /** Newest first. */
  lines(): readonly GuardDecisionLine[] {
    return this.#known.map(({ line }) => line).reverse();
  }

  reach(): GuardReach {
    const oldest = this.#known[0]?.line.at;
    return {
      records: this.#known.length,
      ...(oldest === undefined ? {} : { oldest }),
      leftOut: this.#leftOut,
      problems: [...this.#problems.values()],
    };
  }

  /** One record with its texts as far as they were kept. */
  async find(id: string): Promise<FoundRecord | undefined> {
    const known = this.#ids.get(id);
    return known === undefined ? undefined : read(known);
  }

  /** The newest records, oldest of them first. */
  async *newest(most: number): AsyncGenerator<FoundRecord> {
    const chosen = this.#known.slice(-most);
    const byFolder = Map.groupBy(chosen, ({ folder }) => folder);
    for (const [folder, list] of byFolder) {
      const wanted = new Map(list.map((known) => [known.at.seq, known]));
      const from = list.reduce((first, { at }) => (at.seq < first.seq ? at : first), list[0]?.at ?? start);
      for await (const { record, at } of readLedgerDecisions(folder, { from })) {
        const known = wanted.get(at.seq);
        if (known !== undefined) yield { line: known.line, record, folder };
      }
    }
  }

  async #look(): Promise<void> {
    const fresh: Known[] = [];
    for (const dir of await this.#dirs()) {
      const names = await ledgerNames(dir);
      // The newest first, until there are enough: what is older is not read at all.
      let room = this.#most;
      for (const name of names.toReversed()) {
        const folder = join(ledgersFolder(dir), name);
        if (room <= 0 && !this.#read.has(folder)) {
          this.#leftOut = true;
          continue;
        }
        const before = fresh.length;
        await this.#follow(folder, name, fresh);
        room -= fresh.length - before;
      }
    }
    if (fresh.length === 0) return;
    this.#known = [...this.#known, ...fresh].sort((a, b) => (a.line.at < b.line.at ? -1 : 1));
    for (const known of this.#known.splice(0, Math.max(0, this.#known.length - this.#most))) {
      this.#ids.delete(known.line.id);
      this.#leftOut = true;
    }
    const lines = fresh.map(({ line }) => line).sort((a, b) => (a.at < b.at ? -1 : 1));
    for (const waiting of this.#watchers) {
      waiting.push(...lines.slice(-mostWaiting));
      waiting.splice(0, Math.max(0, waiting.length - mostWaiting));
    }
  }

  async #follow(folder: string, ledger: string, into: Known[]): Promise<void> {
    const first = into.length;
    try {
      const from = this.#read.get(folder);
      this.#read.set(folder, from);
      for await (const { record, at, next } of readLedgerDecisions(folder, { from, texts: false })) {
        this.#read.set(folder, next);
        const line = decisionLine(record, { ledger, entry: at.seq });
        if (line === undefined || this.#ids.has(line.id)) continue;
        const known = { line, folder, at };
        this.#ids.set(line.id, known);
        into.push(known);
        // A ledger may hold more than fits: its newest are kept.
        if (into.length - first > 2 * this.#most)
          for (const { line: old } of into.splice(first, this.#most)) {
            this.#ids.delete(old.id);
            this.#leftOut = true;
          }
      }
      this.#problems.delete(folder);
    } catch (cause) {
      this.#problems.set(folder, `${ledger}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}

const start: LedgerPosition = { seq: 0, prev: "", offset: 0 };

async function read({ line, folder, at }: Known): Promise<FoundRecord | undefined> {
  for await (const { record } of readLedgerDecisions(folder, { from: at })) return { line, record, folder };
  return undefined;
}
