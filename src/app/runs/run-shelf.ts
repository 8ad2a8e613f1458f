import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { bundleExists, isLocked, readBundleHeader } from "../../evidence/index.ts";
import { appErrors } from "../errors.ts";
import { readRun, type ReadRun } from "./read-run.ts";

/** A run whose bundle is there and cannot be read. It is told of, never left out in silence. */
export interface UnreadableRun {
  readonly run: string;
  /** The system its header names, where that much can be read. */
  readonly system?: string;
  readonly why: string;
}

export interface Shelf {
  /** Newest first. */
  readonly runs: readonly ReadRun[];
  readonly unreadable: readonly UnreadableRun[];
}

interface Kept {
  /** Size and time of the ledger when it was read. */
  readonly mark: string;
  readonly outcome: { readonly run: ReadRun } | { readonly unreadable: UnreadableRun };
}

/** Runs that are kept in memory after they were read; beyond that the one unused for longest is forgotten. */
const mostKept = 64;
/** As `assess` makes them: by time, so that the order of names is the order of runs. */
const runName = /^\d{8}-\d{6}-[0-9a-f]{6}$/;

/** The runs of a workspace. What has not changed on the disk since it was read is not read again. */
export class RunShelf {
  readonly #folder: string;
  readonly #kept = new Map<string, Kept>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Run ids, newest first. */
  async ids(): Promise<readonly string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => []);
    const names = entries
      .filter((entry) => entry.isDirectory() && runName.test(entry.name))
      .map(({ name }) => name);
    const found = await Promise.all(
      names.map(async (name) => ((await bundleExists(join(this.#folder, name))) ? name : undefined)),
    );
    return found
      .filter((name) => name !== undefined)
      .sort()
      .reverse();
  }

  async has(id: string): Promise<boolean> {
    return runName.test(id) && bundleExists(join(this.#folder, id));
  }

  /** @throws APP_UNKNOWN_RUN, and what reading a bundle throws */
  async read(id: string): Promise<ReadRun> {
    if (!(await this.has(id))) {
      throw appErrors.unknownRun(`There is no run "${id}" under ${this.#folder}.`, {
        file: this.#folder,
        at: id,
      });
    }
    const { outcome } = await this.#take(id, false);
    // Read again for the error itself, with its code and place.
    return "run" in outcome ? outcome.run : readRun(join(this.#folder, id));
  }

  /** Every run, and every one that cannot be read; of one system where named. */
  async all(system?: string): Promise<Shelf> {
    const runs: ReadRun[] = [];
    const unreadable: UnreadableRun[] = [];
    for (const id of await this.ids()) {
      const { outcome } = await this.#take(id, true);
      if ("run" in outcome) {
        if (system === undefined || outcome.run.plan.system.id === system) runs.push(outcome.run);
      } else if (
        system === undefined ||
        outcome.unreadable.system === undefined ||
        outcome.unreadable.system === system
      ) {
        unreadable.push(outcome.unreadable);
      }
    }
    return { runs, unreadable };
  }

  /** @throws APP_NO_SUCH_RUN where none fits */
  async newest(what: string, wanted: (run: ReadRun) => boolean): Promise<ReadRun> {
    for (const id of await this.ids()) {
      const { outcome } = await this.#take(id, true);
      if ("run" in outcome && wanted(outcome.run)) return outcome.run;
    }
    throw appErrors.noSuchRun(`There is no ${what} under ${this.#folder}.`, { file: this.#folder });
  }

  async #take(id: string, keepFailure: boolean): Promise<Kept> {
    const dir = join(this.#folder, id);
    const mark = await markOf(dir);
    const known = this.#kept.get(id);
    this.#kept.delete(id);
    const fresh =
      known !== undefined && known.mark === mark && (await this.#stillTrue(known, dir, keepFailure));
    const kept = fresh ? known : { mark, outcome: await this.#open(id, dir) };
    this.#kept.set(id, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return kept;
  }

  /** An unchanged ledger may have lost its writer, and then the run is interrupted and no longer running. */
  async #stillTrue({ outcome }: Kept, dir: string, keepFailure: boolean): Promise<boolean> {
    if (!("run" in outcome)) return keepFailure;
    return outcome.run.status !== "running" || isLocked(dir);
  }

  async #open(id: string, dir: string): Promise<Kept["outcome"]> {
    try {
      return { run: await readRun(dir) };
    } catch (error) {
      const system = await readBundleHeader(dir).then(
        ({ about }) => about?.["system"],
        () => undefined,
      );
      return {
        unreadable: {
          run: id,
          ...(typeof system === "string" ? { system } : {}),
          why: error instanceof Error ? error.message : String(error),
        },
      };
    }
  }
}

async function markOf(dir: string): Promise<string> {
  const facts = await stat(join(dir, "ledger.jsonl")).catch(() => undefined);
  return facts === undefined ? "gone" : `${facts.size} ${facts.mtimeMs}`;
}
