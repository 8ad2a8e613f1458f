import type {
  FindingDetail,
  Severity,
  TranscriptRecord,
  Triage,
  TriagedFinding,
} from "../../contracts/index.ts";
import { applyTriage } from "../../evidence/index.ts";
import type { Store } from "../../store/index.ts";
import { transcriptOf } from "../runs/transcripts.ts";
import type { Workspace } from "../workspace/workspace.ts";

const transcriptsShown = 6;

export interface FindingFilter {
  readonly system?: string;
  readonly state?: Triage["state"];
  readonly severity?: Severity;
  readonly q?: string;
}

/** Every finding of the workspace, as its newest run saw it, with the triage that stands. */
export async function findingList(
  workspace: Workspace,
  store: Store,
  filter: FindingFilter,
): Promise<readonly TriagedFinding[]> {
  const { state, ...search } = filter;
  const found = await store.findings(search);
  const triaged = applyTriage(
    found.map(({ finding }) => finding),
    await workspace.triage(),
    workspace.clock.now(),
  );
  return state === undefined ? triaged : triaged.filter(({ triage }) => triage.state === state);
}

export async function findingDetail(
  workspace: Workspace,
  store: Store,
  id: string,
): Promise<FindingDetail | undefined> {
  const found = await store.finding(id);
  if (found === undefined) return undefined;
  const [finding] = applyTriage([found.finding], await workspace.triage(), workspace.clock.now());
  if (finding === undefined) return undefined;
  return { ...finding, seenIn: found.seenIn, transcripts: await transcriptsOf(workspace, finding) };
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
