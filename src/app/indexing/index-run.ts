import type { JsonValue } from "../../contracts/index.ts";
import { bundleStanding } from "../../evidence/index.ts";
import type { Store } from "../../store/index.ts";
import { factsOfRun } from "../coverage/run-facts.ts";
import { concluded } from "../runs/concluded.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { runSummary } from "../runs/summary.ts";
import { trialLine } from "../views/trials.ts";

/**
 * Writes into the index what a run's ledger says. Doing it again changes nothing, so it may be called
 * whenever the ledger has grown; `after` spares the trials that are there already.
 */
export async function indexRun(store: Store, run: ReadRun, after = -1): Promise<void> {
  const summary = runSummary(run);
  const { results, findings } = concluded(run);
  const standing = await bundleStanding(run.dir);
  await store.recordRun({
    id: summary.id,
    system: { ...summary.system, digest: run.plan.system.digest },
    startedAt: summary.startedAt,
    ...(summary.finishedAt === undefined ? {} : { finishedAt: summary.finishedAt }),
    status: summary.status,
    ...(summary.verdict === undefined ? {} : { verdict: summary.verdict.kind }),
    done: summary.done,
    planned: summary.planned,
    bundle: run.dir,
    // Safe: a summary is plain JSON data.
    summary: summary as unknown as JsonValue,
  });
  await store.recordTrials(
    summary.id,
    [...run.fold.records].filter(({ entry }) => entry > after).map((record) => trialLine(run, record)),
  );
  await store.recordBundle({
    run: summary.id,
    dir: run.dir,
    state: run.status === "finished" ? "closed" : "open",
    entries: standing.entries,
    root: standing.root,
    at: run.lastAt,
  });
  if (run.status === "running") return;
  await store.recordResults(summary.id, results);
  await store.recordFindings(summary.id, run.lastAt, findings);
  await store.recordFacts(run.plan.system.id, factsOfRun(run));
}
