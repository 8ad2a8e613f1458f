import { BartizanError } from "../../errors/index.ts";
import type { Store } from "../../store/index.ts";
import type { ReadRun } from "../runs/read-run.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { indexRun } from "./index-run.ts";
import { indexSystem, rebuildIndex } from "./rebuild.ts";

/** Looking again sooner than this costs more than it tells. */
const restMs = 300;

interface Indexed {
  readonly entries: number;
  readonly status: ReadRun["status"];
}

/**
 * Keeps the index as new as the ledgers: before a list is read, and while somebody watches. Runs made by
 * other processes are found because the bundles themselves are looked at.
 */
export class IndexKeeper {
  readonly #workspace: Workspace;
  readonly #store: Store;
  readonly #indexed = new Map<string, Indexed>();
  #lookedAt = -Infinity;
  #looking: Promise<readonly ReadRun[]> | undefined;
  #filled = false;

  constructor(workspace: Workspace, store: Store) {
    this.#workspace = workspace;
    this.#store = store;
  }

  /** Brings the index up to date; gives the runs that had changed. Callers at the same time share one look. */
  async refresh(): Promise<readonly ReadRun[]> {
    if (this.#looking !== undefined) {
      await this.#looking;
      return [];
    }
    if (this.#workspace.clock.now() - this.#lookedAt < restMs) return [];
    this.#looking = this.#look();
    try {
      return await this.#looking;
    } finally {
      this.#looking = undefined;
      this.#lookedAt = this.#workspace.clock.now();
    }
  }

  /** Something is known to have changed: the next reader waits for a fresh look. */
  lookAgain(): void {
    this.#lookedAt = -Infinity;
  }

  async #look(): Promise<readonly ReadRun[]> {
    if (!this.#filled) {
      await rebuildIndex(this.#workspace, this.#store);
      this.#filled = true;
      for (const run of await this.#workspace.readAll()) this.#indexed.set(run.plan.run, run);
      return [];
    }
    for (const loaded of await this.#workspace.systems()) {
      const known = await this.#store.system(loaded.manifest.system.id);
      if (known?.digest !== loaded.digest)
        await indexSystem(this.#store, loaded, this.#workspace.clock.now());
    }
    const changed: ReadRun[] = [];
    for (const run of await this.#workspace.readAll()) {
      const known = this.#indexed.get(run.plan.run);
      if (known?.entries === run.entries && known.status === run.status) continue;
      try {
        await indexRun(this.#store, run, known === undefined ? -1 : known.entries - 1);
      } catch (error) {
        // One run that cannot be indexed must not take the lists of all others with it. It is tried again
        // when its ledger grows; `db rebuild` tells why.
        if (!isAboutRun(error)) throw error;
      }
      this.#indexed.set(run.plan.run, { entries: run.entries, status: run.status });
      changed.push(run);
    }
    return changed;
  }
}

/** Whether it is the run that is at fault and not the store. */
function isAboutRun(error: unknown): boolean {
  return !(error instanceof BartizanError && error.code.startsWith("STORE_"));
}
