import type { Severity, TrialQuery, Triage, TriagedFinding } from "../contracts/index.ts";
import type {
  ComparisonList,
  Coverage,
  DoctorReport,
  EvidenceStatus,
  FindingDetail,
  FindingList,
  GuardDecisionDetail,
  GuardDecisionPage,
  GuardDecisionQuery,
  GuardKeys,
  GuardOverview,
  GuardPolicyDraft,
  GuardPolicyReport,
  GuardPolicySummary,
  GuardPolicyText,
  GuardReplay,
  LiveEvent,
  RunDetail,
  RunSummary,
  ScanDetail,
  ScanSummary,
  SystemDetail,
  SystemSummary,
  ThreatRegister,
  TrialDetail,
  TrialPage,
} from "./wire/wire.ts";

export interface FindingQuery {
  readonly system?: string;
  readonly state?: Triage["state"];
  readonly severity?: Severity;
  readonly q?: string;
}

/** What a pushed bundle proved to be. */
export interface BundleVerdict {
  readonly status: EvidenceStatus;
  /** The run id the bundle's own header names; the server refuses a bundle pushed under another name. */
  readonly run?: string;
  /** The system the run was about, for the role check. */
  readonly system?: string;
  /** What the bundle of a scan tells, not yet held against its schema: it may come from anyone. */
  readonly scan?: unknown;
}

/** What is seen of the guard. Nothing of it changes anything: policies are files, reviewed where files are. */
export interface GuardPorts {
  /** The last so many hours. */
  overview(hours: number): Promise<GuardOverview>;
  /** Newest first. */
  decisions(query: GuardDecisionQuery): Promise<GuardDecisionPage>;
  decision(id: string): Promise<GuardDecisionDetail | undefined>;
  policies(): Promise<readonly GuardPolicySummary[]>;
  policy(file: string): Promise<GuardPolicyText | undefined>;
  /** Reads and tests a text as if it stood in the file; saves nothing, asks nobody. */
  checkPolicy(draft: GuardPolicyDraft): Promise<GuardPolicyReport>;
  /** Plays the newest records through a draft. */
  replay(draft: GuardPolicyDraft, records: number): Promise<GuardReplay>;
  keys(): Promise<GuardKeys>;
}

/** Scans of files and code, as their bundles tell them. */
export interface ScanPorts {
  /** Newest first. */
  list(): Promise<readonly ScanSummary[]>;
  read(id: string): Promise<ScanDetail | undefined>;
}

/**
 * Everything the server asks of the rest of the house, in its own words. `app` provides it; tests use
 * the sample in `testing/`. `undefined` means: there is no such thing. Failures are thrown as
 * `BartizanError`, whose sentence and remedy reach the client; anything else becomes SERVER_INTERNAL.
 */
export interface ServerPorts {
  systems(): Promise<readonly SystemSummary[]>;
  system(id: string): Promise<SystemDetail | undefined>;
  threats(system: string): Promise<ThreatRegister | undefined>;
  coverage(system: string): Promise<Coverage | undefined>;
  /** Newest first. */
  runs(filter: { readonly system?: string }): Promise<readonly RunSummary[]>;
  run(id: string): Promise<RunDetail | undefined>;
  /** The system a run was about. Cheap: asked before every request for a part of a run. */
  systemOfRun(id: string): Promise<string | undefined>;
  trials(query: TrialQuery): Promise<TrialPage | undefined>;
  trial(run: string, entry: number): Promise<TrialDetail | undefined>;
  evidence(run: string): Promise<EvidenceStatus | undefined>;
  findings(filter: FindingQuery): Promise<FindingList>;
  finding(id: string): Promise<FindingDetail | undefined>;
  /** Writes the triage file and the workspace ledger; answers the finding as it now stands. */
  setTriage(
    finding: string,
    triage: Triage,
    by: { readonly id: string; readonly name: string },
  ): Promise<TriagedFinding | undefined>;
  comparison(run: string, baseline: string): Promise<ComparisonList | undefined>;
  /** What happens from now on, until the signal aborts. The server subscribes once and fans out. */
  events(signal: AbortSignal): AsyncIterable<LiveEvent>;
  /** Verifies a bundle that has arrived completely, where it was staged. */
  verifyBundle(dir: string): Promise<BundleVerdict>;
  /**
   * Called after a verified bundle has been moved to its place under the runs directory. Called again
   * when a client closes the same bundle again: must be idempotent.
   */
  bundleArrived(run: string, dir: string, by: { readonly id: string; readonly name: string }): Promise<void>;
  readonly guard: GuardPorts;
  readonly scans: ScanPorts;
  doctor(): Promise<DoctorReport>;
}
