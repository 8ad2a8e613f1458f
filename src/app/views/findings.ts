import type {
  Finding,
  FindingDetail,
  Severity,
  TranscriptRecord,
  Triage,
  TriagedFinding,
} from "../../contracts/index.ts";
import { applyTriage } from "../../evidence/index.ts";
import { concluded } from "../runs/concluded.ts";
import type { ReadRun } from "../runs/read-run.ts";
import { transcriptOf } from "../runs/transcripts.ts";
import type { Workspace } from "../workspace/workspace.ts";

const transcriptsShown = 6;

export interface FindingFilter {
  readonly system?: string;
  readonly state?: Triage["state"];
  readonly severity?: Severity;
  readonly q?: string;
}

/** Every finding of the workspace, as its newest run tells it, with the triage that stands. */
export async function findingList(
  workspace: Workspace,
  filter: FindingFilter,
): Promise<readonly TriagedFinding[]> {
  const newest = new Map<string, Finding>();
  for (const run of await workspace.readAll(filter.system)) {
    for (const finding of findingsOfRun(run)) if (!newest.has(finding.id)) newest.set(finding.id, finding);
  }
  const triaged = applyTriage([...newest.values()], await workspace.triage(), workspace.clock.now());
  const q = filter.q?.toLowerCase();
  return triaged.filter(
    (finding) =>
      (filter.state === undefined || finding.triage.state === filter.state) &&
      (filter.severity === undefined || finding.severity === filter.severity) &&
      (q === undefined ||
        [finding.id, finding.title, finding.intent].some((text) => text.toLowerCase().includes(q))),
  );
}

export async function findingDetail(workspace: Workspace, id: string): Promise<FindingDetail | undefined> {
  const finding = (await findingList(workspace, {})).find((item) => item.id === id);
  if (finding === undefined) return undefined;
  const seenIn: { run: string; at: string }[] = [];
  for (const run of await workspace.readAll(finding.system)) {
    if (findingsOfRun(run).some((item) => item.id === id))
      seenIn.push({ run: run.plan.run, at: run.startedAt });
  }
  return { ...finding, seenIn, transcripts: await transcriptsOf(workspace, finding) };
}

function findingsOfRun(run: ReadRun): readonly Finding[] {
  return concluded(run).findings;
}

async function transcriptsOf(
  workspace: Workspace,
  finding: TriagedFinding,
): Promise<readonly TranscriptRecord[]> {
  const shown: TranscriptRecord[] = [];
  for (const ref of finding.evidence.slice(0, transcriptsShown)) {
    const run = await workspace.read(ref.run).catch(() => undefined);
    const record =
      run === undefined ? undefined : [...run.fold.records].find(({ entry }) => entry === ref.entry);
    const transcript =
      run === undefined || record === undefined ? undefined : await transcriptOf(run, record);
    if (transcript !== undefined) shown.push(transcript);
  }
  return shown;
}
