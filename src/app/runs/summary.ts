import type { RunSummary } from "../../contracts/index.ts";
import { concluded } from "./concluded.ts";
import { progressOf } from "./progress.ts";
import type { ReadRun } from "./read-run.ts";

/** A run as lists and live events show it. */
export function runSummary(run: ReadRun): RunSummary {
  const { done, planned } = progressOf({ fold: run.fold, audits: run.audits }, 0, 0);
  const { results, verdict } = concluded(run);
  const over = run.status === "finished" || run.status === "stopped";
  const shown = over ? verdict : undefined;
  return {
    id: run.plan.run,
    system: { id: run.plan.system.id, name: run.plan.system.name },
    startedAt: run.startedAt,
    ...(run.status === "finished" ? { finishedAt: run.lastAt } : {}),
    status: run.status,
    done,
    planned,
    checks: results.map((result) => ({
      check: result.check,
      target: result.target,
      title: result.title,
      attack: result.attack,
      refused: result.refused,
      ...(result.gate === undefined ? {} : { atMost: result.gate.atMost }),
      ...(over ? { verdict: result.verdict } : {}),
    })),
    ...(shown === undefined ? {} : { verdict: shown }),
  };
}
