import type { TrialRecord } from "../../assess/index.ts";
import type { TrialDetail, TrialLine } from "../../contracts/index.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { transcriptOf, whyOf } from "../runs/transcripts.ts";

/** A trial as lists and the index hold it. */
export function trialLine(run: ReadRun, record: TrialRecord): TrialLine {
  const lane = run.fold.lanes.get(record.lane)?.lane;
  return {
    entry: record.entry,
    case: record.case,
    check: lane?.check ?? "",
    target: lane?.target ?? "",
    arm: record.arm,
    intent: record.intent,
    technique: record.technique,
    surface: record.surface,
    repeat: record.repeat,
    attempt: record.attempt,
    outcome: record.outcome.kind,
    why: whyOf(record),
    at: record.finishedAt,
  };
}

export async function trialDetail(run: ReadRun, entry: number): Promise<TrialDetail | undefined> {
  const record = [...run.fold.records].find((item) => item.entry === entry);
  return record === undefined ? undefined : transcriptOf(run, record);
}
