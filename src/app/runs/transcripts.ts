import type { TrialRecord } from "../../assess/index.ts";
import type { Case, TranscriptRecord } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { ReadRun } from "./read-run.ts";
import { readTrial } from "./trial-schema.ts";
import { readBlobJson } from "./blobs.ts";

/** How many transcripts a report carries: those behind the findings first, then a few of the rest. */
const perFinding = 2;
const samples = 6;

/** The whole of one trial, from its blob. Undefined when it was erased or is not one we wrote. */
export async function transcriptOf(run: ReadRun, record: TrialRecord): Promise<TranscriptRecord | undefined> {
  const item = caseOf(run, record);
  if (item === undefined) return undefined;
  const content = await readBlobJson(run.dir, record.blob).catch(() => undefined);
  const trial = readTrial(content);
  if (trial === undefined) return undefined;
  return { case: item, arm: record.arm, trial: { ...trial, outcome: record.outcome }, entry: record.entry };
}

function caseOf(run: ReadRun, record: TrialRecord): Case | undefined {
  return run.fold.lanes.get(record.lane)?.lane.cases.find(({ id }) => id === record.case);
}

/** The transcripts that a report shows: bounded, and always the same for the same ledger. */
export async function reportTranscripts(run: ReadRun): Promise<readonly TranscriptRecord[]> {
  const shown = new Map<string, number>();
  const chosen: TrialRecord[] = [];
  let others = 0;
  for (const record of [...run.fold.records].sort((a, b) => a.entry - b.entry)) {
    if (record.outcome.kind === "breached") {
      const key = `${record.lane} ${record.intent}`;
      const count = shown.get(key) ?? 0;
      if (count >= perFinding) continue;
      shown.set(key, count + 1);
    } else {
      if (others >= samples || record.outcome.kind === "held") continue;
      others += 1;
    }
    chosen.push(record);
  }
  const transcripts = await Promise.all(chosen.map((record) => transcriptOf(run, record)));
  return transcripts.filter((transcript) => transcript !== undefined);
}

/** One line about a trial, safe to show. */
export function whyOf(record: TrialRecord): string {
  const { outcome } = record;
  return visibleText(outcome.kind === "unscored" ? `${outcome.reason}: ${outcome.detail}` : outcome.why);
}
