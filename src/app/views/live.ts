import type { LiveEvent } from "../../contracts/index.ts";
import { applyTriage } from "../../evidence/index.ts";
import type { GuardViews } from "../guard/guard-views.ts";
import type { IndexKeeper } from "../indexing/index-keeper.ts";
import { concluded } from "../runs/concluded.ts";
import type { ScanShelf } from "../scan/index.ts";
import { runSummary } from "../runs/summary.ts";
import type { Workspace } from "../workspace/workspace.ts";

const pollMs = 700;

/**
 * What happens in a workspace from now on, whichever process does it: the bundles themselves are watched,
 * so a run started in a terminal shows in the console. Ends when the signal aborts.
 */
export async function* liveEvents(
  workspace: Workspace,
  keeper: IndexKeeper,
  guard: Pick<GuardViews, "watch">,
  scans: Pick<ScanShelf, "list">,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const told = new Map<string, string>();
  // What is there already is in the lists.
  const decisions = await guard.watch();
  for (const run of await workspace.readAll()) told.set(run.plan.run, `${run.entries} ${run.status}`);
  for (const { id, status } of await scans.list()) told.set(id, status);
  while (!signal.aborted) {
    await keeper.refresh();
    for (const run of await workspace.readAll()) {
      const mark = `${run.entries} ${run.status}`;
      if (told.get(run.plan.run) === mark) continue;
      told.set(run.plan.run, mark);
      yield { type: "run", run: runSummary(run) };
      if (run.status === "running") continue;
      for (const finding of applyTriage(
        concluded(run).findings,
        await workspace.triage(),
        workspace.clock.now(),
      )) {
        yield { type: "finding", run: run.plan.run, finding };
      }
      yield { type: "coverage", system: run.plan.system.id };
    }
    for (const scan of await scans.list()) {
      const mark =
        scan.status === "running"
          ? `${scan.status} ${scan.files} ${scan.progress?.bytesDone ?? 0}`
          : scan.status;
      if (told.get(scan.id) === mark) continue;
      told.set(scan.id, mark);
      yield { type: "scan", scan };
      if (scan.status === "finished" && scan.system !== undefined)
        yield { type: "coverage", system: scan.system.id };
    }
    for (const decision of await decisions.take()) yield { type: "decision", decision };
    try {
      await workspace.clock.sleep(pollMs, signal);
    } catch {
      break;
    }
  }
  decisions.stop();
}
