import { detectors, inspectText } from "../../detect/index.ts";
import { proposeRule, type Proposal } from "../../guard/index.ts";
import type { TrialRecord } from "../../assess/index.ts";
import type { Trial } from "../../contracts/index.ts";
import { appErrors } from "../errors.ts";
import { concluded } from "../runs/concluded.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { transcriptOf } from "../runs/transcripts.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Enough to tell what the trials share; a run may have thousands. */
const mostOfAKind = 200;

/**
 * Proposes a rule against a finding from the trials of the newest run that has it: the breached ones, and the
 * benign ones of the same check and target to keep apart from.
 *
 * @throws APP_UNKNOWN_FINDING
 */
export async function proposeFromFinding(workspace: Workspace, id: string): Promise<Proposal> {
  for (const run of await workspace.readAll()) {
    const finding = concluded(run).findings.find((one) => one.id === id);
    if (finding === undefined) continue;
    const lane = `${finding.check} ${finding.target}`;
    const here = [...run.fold.records].filter((record) => record.lane === lane);
    const trials = [
      ...(await trialsOf(
        run,
        here.filter(({ intent, outcome }) => intent === finding.intent && outcome.kind === "breached"),
      )),
      ...(await trialsOf(
        run,
        here.filter(({ arm }) => arm === "benign"),
      )),
    ];
    return proposeRule({ finding, trials, detectors, inspectText });
  }
  throw appErrors.unknownFinding(`No run in ${workspace.paths.runs} has a finding "${id}".`, { at: id });
}

/** In the order of the ledger; what was erased is left out. */
async function trialsOf(run: ReadRun, records: readonly TrialRecord[]): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const record of records.slice(0, mostOfAKind)) {
    const transcript = await transcriptOf(run, record);
    if (transcript !== undefined) trials.push(transcript.trial);
  }
  return trials;
}
