import { conclude } from "../../assess/index.ts";
import type { CheckResult, CoverageMatrix, RunReport, Triage } from "../../contracts/index.ts";
import { applyTriage, bundleStanding } from "../../evidence/index.ts";
import { describeIntent } from "../describe-intent.ts";
import { toolVersion } from "../version.ts";
import { concluded } from "./concluded.ts";
import type { ReadRun } from "./read-run.ts";
import { reportTranscripts } from "./transcripts.ts";

export interface ReportSurroundings {
  readonly coverage: CoverageMatrix;
  readonly triage: ReadonlyMap<string, Triage>;
  /** Milliseconds since the epoch: decides which acceptances have expired. */
  readonly now: number;
  readonly baseline?: ReadRun;
}

/** Everything a report writer may use, from one run and its surroundings. */
export async function buildRunReport(run: ReadRun, around: ReportSurroundings): Promise<RunReport> {
  const result =
    around.baseline === undefined
      ? concluded(run)
      : conclude(run.fold, run.end, describeIntent, around.baseline.fold);
  const standing = await bundleStanding(run.dir);
  const results = result.results.map((item) => withDecision(run, item));
  return {
    schemaVersion: "bartizan.run/v1",
    tool: { name: "bartizan", version: toolVersion() },
    run: {
      id: run.plan.run,
      startedAt: run.startedAt,
      ...(run.status === "finished" ? { finishedAt: run.lastAt } : {}),
      seed: run.plan.seed,
      status: run.status,
      requests: run.fold.requests,
    },
    system: run.plan.system,
    subject: run.plan.subject,
    verdict: run.status === "running" ? result.verdict : (run.recordedVerdict ?? result.verdict),
    results,
    findings: applyTriage(result.findings, around.triage, around.now),
    comparisons: result.comparisons.length > 0 ? result.comparisons : run.comparisons,
    coverage: around.coverage,
    transcripts: await reportTranscripts(run),
    evidence: {
      bundle: run.dir,
      entries: standing.entries,
      root: standing.root,
      keyFingerprint: standing.keyFingerprint,
    },
    caveats: caveats(run, results),
  };
}

function withDecision(run: ReadRun, result: CheckResult): CheckResult {
  const decision = run.decisions.get(`${result.check} ${result.target}`);
  return decision === undefined ? result : { ...result, entry: decision.entry, decidedAt: decision.at };
}

/** What a reader must know beside the numbers. */
function caveats(run: ReadRun, results: readonly CheckResult[]): readonly string[] {
  const said: string[] = [];
  if (run.status !== "finished") said.push(`This run is ${run.status}: it has no final verdict.`);
  for (const result of results) {
    for (const { reason, cases } of result.leftOut)
      said.push(`${result.check}: ${cases} cases were left out: ${reason}`);
    if ([result.attack, result.baseline, result.refused].some(({ contradicted }) => contradicted === true)) {
      said.push(
        `${result.check}: the answers early and late in the run contradict each other; the target probably changed while it was measured. Run it again.`,
      );
    }
    const decision = run.decisions.get(`${result.check} ${result.target}`);
    if (decision !== undefined && decision.verdict !== result.verdict.kind) {
      said.push(
        `${result.check}: the ledger recorded "${decision.verdict}" but its trials now fold to "${result.verdict.kind}". Verify the bundle; a different version may have written it.`,
      );
    }
  }
  said.push(
    "A rate speaks of the named corpus and version under its sampling plan. It is not a bound on every attacker.",
  );
  return said;
}
