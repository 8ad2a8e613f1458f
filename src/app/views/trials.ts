import type { TrialRecord } from "../../assess/index.ts";
import type { Arm, Outcome, TrialDetail, TrialLine, TrialPage } from "../../contracts/index.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { transcriptOf, whyOf } from "../runs/transcripts.ts";

export interface TrialFilter {
  readonly check?: string;
  readonly target?: string;
  readonly arm?: Arm;
  readonly outcome?: Outcome["kind"];
  readonly intent?: string;
  readonly technique?: string;
  readonly surface?: string;
  readonly q?: string;
  readonly offset: number;
  readonly limit: number;
}

/** One page of a run's trials, in ledger order. */
export function trialPage(run: ReadRun, filter: TrialFilter): TrialPage {
  const lines = [...run.fold.records]
    .map((record) => trialLine(run, record))
    .filter((line) => fits(line, filter))
    .sort((a, b) => a.entry - b.entry);
  return {
    total: lines.length,
    offset: filter.offset,
    items: lines.slice(filter.offset, filter.offset + filter.limit),
  };
}

function fits(line: TrialLine, filter: TrialFilter): boolean {
  for (const key of ["check", "target", "arm", "outcome", "intent", "technique", "surface"] as const) {
    if (filter[key] !== undefined && line[key] !== filter[key]) return false;
  }
  const q = filter.q?.toLowerCase();
  return (
    q === undefined ||
    [line.case, line.intent, line.technique, line.why].some((text) => text.toLowerCase().includes(q))
  );
}

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
