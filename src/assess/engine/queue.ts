import type { Case } from "../../contracts/index.ts";
import type { LaneFold } from "./lane-fold.ts";
import type { RunFold } from "./run-fold.ts";
import { trialKeyOf } from "./records.ts";

export interface Job {
  readonly lane: string;
  readonly target: string;
  readonly check: string;
  readonly case: Case;
  readonly repeat: number;
}

/**
 * Hands out the trials still to run, in plan order, skipping what is recorded and what would no longer
 * count. Lanes are walked in order; while one waits for its last answers the next may already start.
 */
export class TrialQueue {
  readonly #fold: RunFold;
  readonly #handed = new Set<string>();
  readonly #cursor = new Map<string, number>();
  #inFlight = 0;

  constructor(fold: RunFold) {
    this.#fold = fold;
  }

  /** The next trial; `"wait"` when only answers in flight can tell; `"done"` when nothing is left. */
  next(): Job | "wait" | "done" {
    for (const lane of this.#fold.lanes.values()) {
      const job = this.#planned(lane) ?? this.#confirmation(lane);
      if (job !== undefined) {
        this.#handed.add(trialKeyOf({ lane: job.lane, case: job.case.id, repeat: job.repeat }));
        this.#inFlight += 1;
        return job;
      }
    }
    return this.#inFlight > 0 ? "wait" : "done";
  }

  finished(): void {
    this.#inFlight -= 1;
  }

  #planned(lane: LaneFold): Job | undefined {
    const { cases, repeats } = lane.lane;
    let at = this.#cursor.get(lane.lane.id) ?? 0;
    for (; at < cases.length * repeats; at += 1) {
      const item = cases[Math.floor(at / repeats)];
      const repeat = at % repeats;
      if (item === undefined || !lane.wants(item.arm) || this.#taken(lane, item, repeat)) continue;
      this.#cursor.set(lane.lane.id, at + 1);
      return this.#job(lane, item, repeat);
    }
    this.#cursor.set(lane.lane.id, at);
    return undefined;
  }

  #confirmation(lane: LaneFold): Job | undefined {
    const wanted = lane.confirmationsWanted().find((item) => !this.#taken(lane, item.case, item.repeat));
    return wanted === undefined ? undefined : this.#job(lane, wanted.case, wanted.repeat);
  }

  #taken(lane: LaneFold, item: Case, repeat: number): boolean {
    const key = { lane: lane.lane.id, case: item.id, repeat };
    return this.#handed.has(trialKeyOf(key)) || this.#fold.has(key);
  }

  #job(lane: LaneFold, item: Case, repeat: number): Job {
    return { lane: lane.lane.id, target: lane.lane.target, check: lane.lane.check, case: item, repeat };
  }
}
