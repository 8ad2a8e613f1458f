import type { LiveEvent } from "../../contracts/index.ts";
import { applyTriage } from "../../evidence/index.ts";
import { concluded } from "../runs/concluded.ts";
import { runSummary } from "../runs/summary.ts";
import type { Workspace } from "../workspace/workspace.ts";

const pollMs = 700;

/**
 * What happens in a workspace from now on, whichever process does it: the bundles themselves are watched,
 * so a run started in a terminal shows in the console. Ends when the signal aborts.
 */
export async function* liveEvents(workspace: Workspace, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const seen = new Map<string, string>();
  const found = new Set<string>();
  let first = true;
  while (!signal.aborted) {
    for (const run of await workspace.readAll()) {
      const mark = `${run.entries} ${run.status}`;
      if (seen.get(run.plan.run) === mark) continue;
      seen.set(run.plan.run, mark);
      if (first && run.status !== "running") continue;
      yield { type: "run", run: runSummary(run) };
      if (run.status === "running") continue;
      const { findings } = concluded(run);
      for (const finding of applyTriage(findings, await workspace.triage(), workspace.clock.now())) {
        const key = `${run.plan.run} ${finding.id}`;
        if (found.has(key)) continue;
        found.add(key);
        yield { type: "finding", run: run.plan.run, finding };
      }
      yield { type: "coverage", system: run.plan.system.id };
    }
    first = false;
    try {
      await workspace.clock.sleep(pollMs, signal);
    } catch {
      return;
    }
  }
}
