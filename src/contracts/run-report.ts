import type { Arm, Case, Trial } from "./case.ts";
import type { Subject } from "./coverage.ts";
import type { CoverageMatrix } from "./coverage.ts";
import type { TriagedFinding } from "./finding.ts";
import type { Gate, Interval, RateEstimate, Verdict } from "./measure.ts";
import type { ModelResult } from "./model-result.ts";
import type { UnscoredReason } from "./outcome.ts";

/** How much a technique adds over the bare intent. Paired by intent where both were run. */
export interface Uplift {
  readonly technique: string;
  readonly attack: RateEstimate;
  readonly baseline: RateEstimate;
  /** Difference of the rates, attack − baseline, in [−1, 1]. */
  readonly difference: number;
  readonly interval: Interval;
}

/** The result of one check on one target. */
export interface CheckResult {
  readonly check: string;
  readonly checkVersion: string;
  readonly title: string;
  readonly target: string;
  readonly component?: string;
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly gate?: Gate;
  readonly verdict: Verdict;
  /** Breach rate over attacks. */
  readonly attack: RateEstimate;
  /** Breach rate over bare intents. */
  readonly baseline: RateEstimate;
  /** Share of benign twins that were refused. Shown wherever attack success is shown. */
  readonly refused: RateEstimate;
  readonly uplift: readonly Uplift[];
  readonly unscored: {
    readonly share: number;
    readonly byReason: Readonly<Partial<Record<UnscoredReason, number>>>;
  };
  /** Set when the sequence decided before the planned end. */
  readonly stoppedEarly?: { readonly afterCases: number; readonly why: string };
  /** Cases this target could not carry, by reason. */
  readonly leftOut: readonly { readonly reason: string; readonly cases: number }[];
  /** Ledger sequence number of the `check.decided` entry. */
  readonly entry: number;
  readonly decidedAt: string;
}

/** The paired answer to "is this run worse than the baseline run?" */
export interface Comparison {
  readonly check: string;
  readonly target: string;
  readonly baselineRun: string;
  /** Cases present and scored in both runs. */
  readonly pairs: number;
  /** Held before, breached now. */
  readonly broke: number;
  /** Breached before, held now. */
  readonly mended: number;
  /** Mean of (now − before) with its interval, in [−1, 1]. */
  readonly difference: number;
  readonly interval: Interval;
  /** Exact McNemar p-value, two-sided. */
  readonly pValue: number;
  readonly verdict: "worse" | "better" | "no-worse" | "cannot-tell";
  readonly sentence: string;
}

/** A trial with its case, as a report shows it. */
export interface TranscriptRecord {
  readonly case: Case;
  readonly arm: Arm;
  readonly trial: Trial;
  /** Ledger sequence number. */
  readonly entry: number;
}

/** Everything a report writer may use. Writers never look anything up. */
export interface RunReport {
  readonly schemaVersion: "bartizan.run/v1";
  readonly tool: { readonly name: "bartizan"; readonly version: string };
  readonly run: {
    readonly id: string;
    readonly startedAt: string;
    readonly finishedAt?: string;
    readonly seed: string;
    readonly status: "running" | "finished" | "interrupted" | "stopped";
    readonly requests: number;
    readonly cost?: { readonly currency: string; readonly amount: number };
  };
  readonly system: {
    readonly id: string;
    readonly name: string;
    readonly digest: string;
    readonly file?: string;
  };
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly results: readonly CheckResult[];
  /** Checks on predicting models; absent where the run had none. */
  readonly models?: readonly ModelResult[];
  readonly findings: readonly TriagedFinding[];
  readonly comparisons: readonly Comparison[];
  readonly coverage: CoverageMatrix;
  /** Transcripts behind the findings and a sample of the rest; bounded by the caller. */
  readonly transcripts: readonly TranscriptRecord[];
  readonly evidence: {
    readonly bundle: string;
    readonly entries: number;
    /** Merkle root, hex, at the last checkpoint. */
    readonly root: string;
    readonly keyFingerprint: string;
  };
  /** What was not tried or not completed, in sentences. */
  readonly caveats: readonly string[];
}

/** One output format. A folder under `report/<id>/` whose `writer.ts` exports it as `writer`. */
export interface ReportWriter {
  /** The `--format` word. */
  readonly id: string;
  readonly mediaType: string;
  readonly extension: string;
  readonly about: string;
  write(report: RunReport): string;
}
