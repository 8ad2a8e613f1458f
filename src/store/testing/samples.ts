import type { CheckResult, CoverageFact, Finding, RateEstimate } from "../../contracts/index.ts";
import type { RunRecord, TrialRow } from "../records.ts";

const rate: RateEstimate = {
  kind: "rate",
  n: 330,
  trials: 331,
  sum: 12,
  point: 12 / 330,
  interval: { low: 0.019, high: 0.061, confidence: 0.95, method: "betting", anytime: true },
  corpus: { pack: "attacks/core", version: "1.0.0", digest: "ab".repeat(32), cases: 330 },
  planned: 330,
  unscored: 1,
};

export const aRun = (id: string, startedAt: string, more: Partial<RunRecord> = {}): RunRecord => ({
  id,
  system: { id: "bank", name: "The bank's assistant", digest: "d1" },
  startedAt,
  status: "running",
  done: 0,
  planned: 660,
  bundle: `.bartizan/runs/${id}`,
  summary: { checks: [] },
  ...more,
});

export const aTrial = (entry: number, more: Partial<TrialRow> = {}): TrialRow => ({
  entry,
  case: `direct-injection/say-canary/override/user-turn/p${entry}`,
  check: "redteam/direct-injection",
  target: "bot",
  arm: "attack",
  intent: "say-canary",
  technique: "override",
  surface: "user-turn",
  repeat: 0,
  attempt: 1,
  outcome: "held",
  why: "The canary was not seen.",
  at: "2026-11-23T10:00:00.000Z",
  ...more,
});

export const aFinding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  system: "bank",
  check: "redteam/direct-injection",
  target: "bot",
  intent: "say-canary",
  title: "Says what it is told",
  severity: "high",
  description: "It said the canary.",
  remedy: "Filter.",
  techniques: [{ technique: "override", breached: 3, tried: 22 }],
  criticalEffect: false,
  references: ["LLM01:2025"],
  evidence: [{ run: "run-1", entry: 7, case: "c", repeat: 0 }],
  ...more,
});

export const aFact = (run: string, at: string, more: Partial<CoverageFact> = {}): CoverageFact => ({
  column: "tested",
  covers: ["inj-direct"],
  state: "passing",
  at,
  source: "bartizan",
  link: { run, check: "redteam/direct-injection", target: "bot", entry: 900 },
  subject: { system: "d1", components: { orch: "c1" } },
  component: "orch",
  sentence: "0 of 330 cases breached.",
  ...more,
});

export const aResult = (check: string, more: Partial<CheckResult> = {}): CheckResult => ({
  check,
  checkVersion: "1.0.0",
  title: "Direct prompt injection",
  target: "bot",
  covers: ["inj-direct"],
  references: [],
  verdict: { kind: "fail", because: "rate-above-gate", sentence: "Fails the 2 % gate." },
  attack: rate,
  baseline: rate,
  refused: rate,
  uplift: [],
  unscored: { share: 0.003, byReason: { timeout: 1 } },
  leftOut: [],
  entry: 900,
  decidedAt: "2026-11-23T10:10:00.000Z",
  ...more,
});
