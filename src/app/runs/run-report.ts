import type { CoverageMatrix, ModelResult, RunReport, Triage } from "../../contracts/index.ts";
import { applyTriage, bundleStanding } from "../../evidence/index.ts";
import { toolVersion } from "../version.ts";
import { modelResult } from "../audits/model-result.ts";
import { concluded, type Conclusion } from "./concluded.ts";
import type { ReadRun } from "./read-run.ts";
import type { UnreadableRun } from "./run-shelf.ts";
import { reportTranscripts } from "./transcripts.ts";

export interface ReportSurroundings {
  readonly coverage: CoverageMatrix;
  readonly triage: ReadonlyMap<string, Triage>;
  /** Milliseconds since the epoch: decides which acceptances have expired. */
  readonly now: number;
  readonly unreadable: readonly UnreadableRun[];
}

/** Everything a report writer may use, from one run and its surroundings. */
export async function buildRunReport(run: ReadRun, around: ReportSurroundings): Promise<RunReport> {
  const result = concluded(run);
  const standing = await bundleStanding(run.dir);
  return {
    schemaVersion: "bartizan.run/v1",
    tool: { name: "bartizan", version: toolVersion() },
    run: {
      id: run.plan.run,
      startedAt: run.startedAt,
      ...(run.status === "finished" ? { finishedAt: run.lastAt } : {}),
      seed: run.plan.seed,
      status: run.status,
      requests: run.fold.requests + Math.max(0, ...run.audits.map(({ requests }) => requests)),
    },
    system: run.plan.system,
    subject: run.plan.subject,
    verdict: result.verdict,
    results: result.results,
    ...(result.audits.length === 0 ? {} : { models: await modelsOf(run, result) }),
    findings: applyTriage(result.findings, around.triage, around.now),
    comparisons: result.comparisons,
    coverage: around.coverage,
    transcripts: await reportTranscripts(run),
    evidence: {
      bundle: run.dir,
      entries: standing.entries,
      root: standing.root,
      keyFingerprint: standing.keyFingerprint,
    },
    caveats: caveats(run, result, around.unreadable),
  };
}

const modelsOf = (run: ReadRun, { audits }: Conclusion): Promise<readonly ModelResult[]> =>
  Promise.all(
    audits.map((audit) => {
      const { check, facts } = audit.fold.plan;
      const decided = run.decisions.get(`${check} ${facts.target}`);
      return modelResult(run.dir, audit, decided ?? { entry: 0, at: run.lastAt });
    }),
  );

/** What a reader must know beside the numbers. */
function caveats(run: ReadRun, result: Conclusion, unreadable: readonly UnreadableRun[]): readonly string[] {
  const said: string[] = [];
  if (run.status !== "finished") said.push(`This run is ${run.status}: it has no final verdict.`);
  for (const { run: id, why } of unreadable) {
    said.push(`Run ${id} cannot be read, so the coverage matrix does not know what it says: ${why}`);
  }
  for (const { check, leftOut, attack, baseline, refused } of result.results) {
    for (const { reason, cases } of leftOut) said.push(`${check}: ${cases} cases were left out: ${reason}`);
    if ([attack, baseline, refused].some(({ contradicted }) => contradicted === true)) {
      said.push(
        `${check}: the answers early and late in the run contradict each other; the target probably changed while it was measured. Run it again.`,
      );
    }
  }
  for (const { check, target, why } of run.passedOver)
    said.push(`${check} was not run on ${target}: ${why}.`);
  for (const { check, recorded, folded } of result.disagreements) {
    said.push(
      `${check}: the ledger recorded "${recorded}" but its trials now fold to "${folded}". Verify the bundle; a different version may have written it.`,
    );
  }
  said.push(
    "A rate speaks of the named corpus and version under its sampling plan. It is not a bound on every attacker.",
  );
  return said;
}
