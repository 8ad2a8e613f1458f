import type { Arm } from "./case.ts";
import type { CoverageMatrix } from "./coverage.ts";
import type { Triage, TriagedFinding } from "./finding.ts";
import type { GuardDecisionLine } from "./guard-views.ts";
import type { RateEstimate, Verdict } from "./measure.ts";
import type { Outcome } from "./outcome.ts";
import type { Comparison, RunReport, TranscriptRecord } from "./run-report.ts";
import type { ScanSummary } from "./scan.ts";
import type { Threat } from "./threat.ts";

/**
 * Views: what `app` prepares for people and what travels to the console and other clients.
 * The server's OpenAPI document is checked against these in a test.
 */
export type PersonRole = "viewer" | "analyst" | "approver" | "admin";

/** GET /api/session, POST /api/session { token } → SignedIn, DELETE /api/session */
export interface SignedIn {
  readonly person: { readonly id: string; readonly name: string; readonly role: PersonRole };
  readonly organisation: string;
  readonly version: string;
}

/** GET /api/systems */
export interface SystemSummary {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly purpose: string;
  readonly criticality: string;
  readonly digest: string;
  readonly components: number;
  readonly flows: number;
  readonly threats: Readonly<Record<"low" | "medium" | "high" | "critical", number>>;
  readonly lastRun?: { readonly id: string; readonly at: string; readonly verdict: Verdict["kind"] };
}

/** GET /api/systems/:id */
export interface SystemDetail extends SystemSummary {
  readonly zones: readonly { readonly id: string; readonly trust: number; readonly operator: string }[];
  readonly parts: readonly {
    readonly id: string;
    readonly kind: string;
    readonly zone: string;
    readonly attributes: Readonly<Record<string, unknown>>;
    /** Threat instance ids on this component. */
    readonly threats: readonly string[];
  }[];
  readonly links: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly data: readonly string[];
    readonly untrusted: boolean;
    /** Its ends stand in zones of different trust. */
    readonly crossesTrust: boolean;
    readonly threats: readonly string[];
  }[];
  readonly targets: readonly {
    readonly id: string;
    readonly kind: string;
    readonly component?: string;
    readonly environment: string;
  }[];
}

/** GET /api/systems/:id/threats */
export type ThreatRegister = readonly Threat[];
/** GET /api/systems/:id/coverage */
export type Coverage = CoverageMatrix;

/** One check on one target, as far as it has come. */
export interface CheckProgress {
  readonly check: string;
  readonly target: string;
  readonly title: string;
  readonly attack: RateEstimate;
  readonly refused?: RateEstimate;
  readonly atMost?: number;
  readonly verdict?: Verdict;
}

/** GET /api/runs?system=ID, newest first */
export interface RunSummary {
  readonly id: string;
  readonly system: { readonly id: string; readonly name: string };
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly status: RunReport["run"]["status"];
  readonly done: number;
  readonly planned: number;
  readonly checks: readonly CheckProgress[];
  readonly verdict?: Verdict;
}

/** GET /api/runs/:id: the report, transcripts left out (they are paged below). */
export type RunDetail = Omit<RunReport, "transcripts"> & { readonly progress: RunSummary };

/** Which trials of one run; every field narrows. */
export interface TrialQuery {
  readonly run: string;
  readonly check?: string;
  readonly target?: string;
  readonly arm?: Arm;
  readonly outcome?: Outcome["kind"];
  readonly intent?: string;
  readonly technique?: string;
  readonly surface?: string;
  /** Looked for in case, intent and the outcome's sentence; letter case of ASCII does not matter. */
  readonly q?: string;
  readonly offset: number;
  /** 1 to 500. */
  readonly limit: number;
}

/** GET /api/runs/:id/trials?check=&arm=&outcome=&intent=&technique=&q=&offset=&limit= */
export interface TrialPage {
  readonly total: number;
  readonly offset: number;
  readonly items: readonly TrialLine[];
}
export interface TrialLine {
  readonly entry: number;
  readonly case: string;
  readonly check: string;
  readonly target: string;
  readonly arm: Arm;
  readonly intent: string;
  readonly technique: string;
  readonly surface: string;
  readonly repeat: number;
  readonly attempt: number;
  readonly outcome: Outcome["kind"];
  readonly why: string;
  readonly at: string;
}
/** GET /api/runs/:id/trials/:entry */
export type TrialDetail = TranscriptRecord;

/** GET /api/runs/:id/evidence: what `bartizan evidence verify` says about the bundle. */
export interface EvidenceStatus {
  /**
   * `intact`: complete and nothing wrong in what was checked. `altered`: something was changed since it was
   * written. `incomplete`: nothing wrong, but not closed. `unreadable`: could not be examined.
   */
  readonly state: "intact" | "altered" | "incomplete" | "unreadable";
  /** Complete lines in the ledger. */
  readonly entries: number;
  /** Merkle root over them, hex. */
  readonly root: string;
  readonly problems: readonly { readonly entry?: number; readonly what: string }[];
  /** Sentences: what this answer rests on, and what not. */
  readonly checked: readonly string[];
  readonly notChecked: readonly string[];
  readonly checkpoints: readonly {
    readonly size: number;
    readonly root: string;
    readonly at: string;
    readonly keyFingerprint: string;
  }[];
  /** The newest entries, for the chain picture. */
  readonly tail: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: string;
    readonly digest: string;
    readonly prev: string;
  }[];
}

/** GET /api/findings?system=&state=&severity=&q= */
export type FindingList = readonly TriagedFinding[];
/** GET /api/findings/:id → FindingDetail; PUT /api/findings/:id/triage { triage } (analyst; accepting needs approver) */
export interface FindingDetail extends TriagedFinding {
  readonly seenIn: readonly { readonly run: string; readonly at: string }[];
  readonly transcripts: readonly TranscriptRecord[];
}
export interface TriageRequest {
  readonly triage: Triage;
}

/** GET /api/runs/:id/comparison?baseline=RUN */
export type ComparisonList = readonly Comparison[];

/** GET /api/events (server-sent events; each `data:` is one of these, `id:` grows) */
export type LiveEvent =
  | { readonly type: "run"; readonly run: RunSummary }
  | { readonly type: "finding"; readonly run: string; readonly finding: TriagedFinding }
  | { readonly type: "coverage"; readonly system: string }
  | { readonly type: "scan"; readonly scan: ScanSummary }
  | { readonly type: "decision"; readonly decision: GuardDecisionLine };

/** GET /api/doctor: the machine, and everything that may leave it. */
export interface DoctorReport {
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly detail: string;
    readonly remedy?: string;
  }[];
  readonly egress: readonly { readonly to: string; readonly why: string; readonly source: string }[];
}

/** Every refused request. */
export interface WireError {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly field?: string;
  };
}
