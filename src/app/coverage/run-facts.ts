import type { CheckResult, CoverageFact } from "../../contracts/index.ts";
import type { ConcludedAudit } from "../audits/concluded-audit.ts";
import { concluded } from "../runs/concluded.ts";
import type { ReadRun } from "../runs/read-run.ts";

const stateOf = { pass: "passing", fail: "failing", inconclusive: "inconclusive" } as const;

/**
 * What a run says for the matrix: one fact for every lane.
 *
 * - Only a finished run has results. An unfinished one says `planned`, which never displaces a result.
 * - A run of regression cases may show that something fails. That a few known cases did not break again is no
 *   evidence that the threat is covered, so it never says `passing`.
 */
export function factsOfRun(run: ReadRun): readonly CoverageFact[] {
  const { results, audits } = concluded(run);
  return [
    ...results.flatMap((result) => factOfLane(run, result) ?? []),
    ...audits.map((audit) => factOfAudit(run, audit)),
  ];
}

function factOfAudit(run: ReadRun, { fold, verdict }: ConcludedAudit): CoverageFact {
  const { check, covers, facts, component, targetDigest } = fold.plan;
  const finished = run.status === "finished";
  const decision = run.decisions.get(`${check} ${facts.target}`);
  return {
    column: "tested",
    covers,
    state: finished ? stateOf[verdict.kind] : "planned",
    at: decision?.at ?? run.lastAt,
    source: "bartizan",
    link: { run: run.plan.run, check, target: facts.target, entry: decision?.entry ?? 0 },
    subject: run.plan.subject,
    ...(targetDigest === undefined ? {} : { targetDigest }),
    ...(component === undefined ? {} : { component }),
    sentence: finished ? verdict.sentence : `Run ${run.plan.run} is ${run.status}: no verdict yet.`,
  };
}

function factOfLane(run: ReadRun, result: CheckResult): CoverageFact | undefined {
  const finished = run.status === "finished";
  if (run.plan.mode === "regressions" && (!finished || result.verdict.kind !== "fail")) return undefined;
  const lane = `${result.check} ${result.target}`;
  const identity = run.fold.lanes.get(lane)?.lane.targetDigest;
  const decision = run.decisions.get(lane);
  return {
    column: "tested",
    covers: result.covers,
    state: finished ? stateOf[result.verdict.kind] : "planned",
    at: decision?.at ?? run.lastAt,
    source: "bartizan",
    link: { run: run.plan.run, check: result.check, target: result.target, entry: decision?.entry ?? 0 },
    subject: run.plan.subject,
    ...(identity === undefined ? {} : { targetDigest: identity }),
    ...(result.component === undefined ? {} : { component: result.component }),
    sentence: finished ? result.verdict.sentence : `Run ${run.plan.run} is ${run.status}: no verdict yet.`,
  };
}
