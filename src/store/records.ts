import type {
  CheckResult,
  CoverageFact,
  Finding,
  JsonValue,
  RunReport,
  Severity,
  TrialLine,
  Triage,
  Verdict,
} from "../contracts/index.ts";
import type { RoleName } from "./tables.ts";

/** A system as its manifest last said. `manifest` is the parsed manifest as JSON. */
export interface SystemRecord {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly file: string;
  readonly manifest: JsonValue;
  /** ISO 8601; when this state of the manifest was seen. */
  readonly at: string;
}

/** A run, as lists show it. */
export interface RunRecord {
  readonly id: string;
  readonly system: { readonly id: string; readonly name: string; readonly digest: string };
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly status: RunReport["run"]["status"];
  readonly verdict?: Verdict["kind"];
  readonly done: number;
  readonly planned: number;
  /** The bundle's folder. */
  readonly bundle: string;
  /** Whatever the lists show beyond this, such as the progress of each check. */
  readonly summary: JsonValue;
}

/** One trial, pointing at its ledger entry. The transcript stays in the bundle. */
export type TrialRow = TrialLine;

export interface FindingSearch {
  readonly system?: string;
  readonly severity?: Severity;
  readonly run?: string;
  readonly q?: string;
}

/** A finding as the newest run saw it, with every run that did. */
export interface FindingFound {
  readonly finding: Finding;
  readonly triage: Triage;
  /** Oldest first. */
  readonly seenIn: readonly { readonly run: string; readonly at: string }[];
}

export interface TriageRecord {
  readonly finding: string;
  readonly triage: Triage;
  /** Person id. */
  readonly by: string;
  readonly at: string;
}

export interface ImportRecord {
  /** Digest of tool, file digest and system. */
  readonly id: string;
  readonly system: string;
  readonly tool: string;
  readonly file: string;
  readonly digest: string;
  readonly at: string;
  readonly body: JsonValue;
}

export interface BundleRecord {
  readonly run: string;
  readonly dir: string;
  readonly state: string;
  readonly entries: number;
  readonly root: string;
  /** Person id, where it was pushed and not made here. */
  readonly pushedBy?: string;
  readonly at: string;
}

export interface PersonRecord {
  readonly id: string;
  readonly name: string;
  readonly organisation: { readonly id: string; readonly name: string };
  /** `*` is a role everywhere. */
  readonly grants: readonly { readonly system: string; readonly role: RoleName }[];
}

/** A kept secret: only its SHA-256. */
export interface SecretRecord {
  readonly id: string;
  readonly person: string;
  readonly hash: string;
  readonly expiresAt?: string;
}

export interface TokenRecord extends SecretRecord {
  readonly label: string;
  readonly createdAt: string;
}

export type { CheckResult, CoverageFact, Finding };
