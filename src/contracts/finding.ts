import type { Severity } from "./case.ts";

/** Points at a ledger entry and, where there is one, the trial it records. */
export interface EvidenceRef {
  readonly run: string;
  /** Ledger sequence number. */
  readonly entry: number;
  readonly case?: string;
  readonly repeat?: number;
}

/** What a person must act on. The id is the same in every run that finds the same thing. */
export interface Finding {
  /** `F-` and ten characters, derived from system, check, target and intent. */
  readonly id: string;
  readonly system: string;
  readonly check: string;
  readonly target: string;
  /** The component of the manifest behind the target, where it names one. */
  readonly component?: string;
  readonly intent: string;
  readonly title: string;
  readonly severity: Severity;
  /** What happened, in sentences a developer can act on. */
  readonly description: string;
  readonly remedy: string;
  /** Techniques by which it was reached, with how often each got through. */
  readonly techniques: readonly {
    readonly technique: string;
    readonly breached: number;
    readonly tried: number;
  }[];
  readonly criticalEffect: boolean;
  readonly references: readonly string[];
  readonly evidence: readonly EvidenceRef[];
}

/** What people decided about a finding. Kept in a file of the user's repository and as evidence. */
export type Triage =
  | { readonly state: "open" }
  | { readonly state: "accepted"; readonly by: string; readonly until: string; readonly reason: string }
  | { readonly state: "false-positive"; readonly by: string; readonly reason: string }
  | { readonly state: "fixed"; readonly by: string; readonly reason: string };

export interface TriagedFinding extends Finding {
  readonly triage: Triage;
  /** True when an acceptance has passed its date: it counts as open again. */
  readonly expired: boolean;
}
