import type { Comparison, TriagedFinding } from "../../contracts/index.ts";
import type { TrialQuery } from "../../contracts/index.ts";
import type { BundleVerdict, FindingQuery, ServerPorts } from "../ports.ts";
import type { EvidenceStatus, LiveEvent, RunSummary, SystemDetail, TrialLine } from "../wire/wire.ts";
import { sampleGuard } from "./sample-guard.ts";
import { sampleScans } from "./sample-scans.ts";
import { lineOf, sampleRun, type SampleRun } from "./sample-runs.ts";
import { quietSystem, quietThreats, sampleCoverage, sampleSystem, sampleThreats } from "./sample-system.ts";

/** The sample behind the ports, with hands to move it in a test. */
export interface SamplePorts extends ServerPorts {
  /** Sends an event to whoever listens. */
  emit(event: LiveEvent): void;
  /** Plays one more step of the running run: progress grows by up to 20 trials. */
  step(): void;
  /** What `verifyBundle` answers next. */
  bundleVerdict: (dir: string) => Promise<BundleVerdict>;
  readonly arrived: { run: string; dir: string; by: string }[];
}

const newestFirst = (a: SampleRun, b: SampleRun): number =>
  b.summary.startedAt.localeCompare(a.summary.startedAt);
const contains = (text: string, q: string): boolean => text.toLowerCase().includes(q.toLowerCase());

function evidenceOf(run: {
  readonly summary: Pick<SampleRun["summary"], "status" | "startedAt">;
  readonly detail: { readonly evidence: Pick<SampleRun["detail"]["evidence"], "entries" | "root"> };
}): EvidenceStatus {
  const size = run.detail.evidence.entries;
  const hex = (n: number): string =>
    (n * 2_654_435_761).toString(16).padStart(16, "0").repeat(4).slice(0, 64);
  return {
    state: run.summary.status === "finished" ? "intact" : "incomplete",
    entries: size,
    root: run.detail.evidence.root,
    problems: run.summary.status === "finished" ? [] : [{ what: "The bundle was not closed." }],
    checked: [
      "the chain of entries",
      "the Merkle root",
      "every blob's digest",
      "the signatures of the checkpoints",
    ],
    notChecked: ["authenticity: no key was given", "rollback: no older checkpoint was given"],
    checkpoints: [
      {
        size,
        root: run.detail.evidence.root,
        at: run.summary.startedAt,
        keyFingerprint: "SHA256:q8Jx0sample",
      },
    ],
    tail: Array.from({ length: Math.min(12, size) }, (_, index) => {
      const seq = Math.max(0, size - 12) + index;
      return {
        seq,
        type: seq % 2 === 0 ? "trial.started" : "trial.scored",
        at: run.summary.startedAt,
        digest: hex(seq),
        prev: hex(seq - 1),
      };
    }),
  };
}

function trialFilter(query: TrialQuery): (line: TrialLine) => boolean {
  const { q } = query;
  const same =
    (key: "check" | "target" | "arm" | "intent" | "technique" | "surface" | "outcome") => (line: TrialLine) =>
      query[key] === undefined || line[key] === query[key];
  const tests = [
    same("check"),
    same("target"),
    same("arm"),
    same("intent"),
    same("technique"),
    same("surface"),
    same("outcome"),
  ];
  return (line) =>
    tests.every((test) => test(line)) &&
    (q === undefined || contains(`${line.case} ${line.intent} ${line.why}`, q));
}

function comparisonOf(baseline: string): readonly Comparison[] {
  return [
    {
      check: "redteam/direct-injection",
      target: "mira-staging",
      baselineRun: baseline,
      pairs: 324,
      broke: 9,
      mended: 2,
      difference: 0.0216,
      interval: { low: 0.001, high: 0.045, confidence: 0.95, method: "betting", anytime: true },
      pValue: 0.0654,
      verdict: "cannot-tell",
      sentence: "9 cases broke and 2 were mended of 324 (p = 0.065): cannot tell.",
    },
  ];
}

/** The whole of the sample: two systems, three runs (one still running), their trials and findings. */
export function samplePorts(): SamplePorts {
  const systems: readonly SystemDetail[] = [sampleSystem, quietSystem];
  const runs = [
    sampleRun("run-20261102-0001", "2026-11-02T08:00:00.000Z", 11, 330, "finished"),
    sampleRun("20261123-094103-000003", "2026-11-23T09:30:00.000Z", 3, 330, "finished"),
    sampleRun("20261123-094104-000004", "2026-11-23T10:05:00.000Z", 5, 82, "running"),
  ].sort(newestFirst);
  const triaged = new Map<string, TriagedFinding>();
  for (const run of runs)
    for (const finding of run.detail.findings) if (!triaged.has(finding.id)) triaged.set(finding.id, finding);
  const listeners = new Set<(event: LiveEvent) => void>();
  const runOf = (id: string): SampleRun | undefined => runs.find(({ summary }) => summary.id === id);
  const threatsOf = (id: string) =>
    id === sampleSystem.id ? sampleThreats : id === quietSystem.id ? quietThreats : undefined;
  let live: RunSummary | undefined = runs.find(({ summary }) => summary.status === "running")?.summary;

  const ports: SamplePorts = {
    arrived: [],
    guard: sampleGuard(),
    scans: sampleScans(),
    bundleVerdict: async () => ({ status: evidenceOf(runs[1] as SampleRun) }),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    step() {
      if (live === undefined) return;
      live = { ...live, done: Math.min(live.planned, live.done + 20) };
      ports.emit({ type: "run", run: live });
    },
    systems: async () =>
      systems.map(({ zones: _z, parts: _p, links: _l, targets: _t, ...summary }) => summary),
    system: async (id) => systems.find((system) => system.id === id),
    threats: async (id) => threatsOf(id),
    coverage: async (id) => {
      const system = systems.find((one) => one.id === id);
      return system === undefined ? undefined : sampleCoverage(system, threatsOf(id) ?? []);
    },
    runs: async ({ system }) =>
      runs
        .map(({ summary }) => (summary.id === live?.id ? live : summary))
        .filter((run) => system === undefined || run.system.id === system),
    run: async (id) => {
      const detail = runOf(id)?.detail;
      return detail !== undefined && id === live?.id ? { ...detail, progress: live } : detail;
    },
    systemOfRun: async (id) => runOf(id)?.summary.system.id,
    trials: async (query) => {
      const run = runOf(query.run);
      if (run === undefined) return undefined;
      const all = run.trials.map(lineOf).filter(trialFilter(query));
      return {
        total: all.length,
        offset: query.offset,
        items: all.slice(query.offset, query.offset + query.limit),
      };
    },
    trial: async (run, entry) => runOf(run)?.trials.find((record) => record.entry === entry),
    evidence: async (id) => {
      const run = runOf(id);
      const scan = await sampleScans().read(id);
      const kept = run ?? (scan === undefined ? undefined : { summary: scan.summary, detail: scan });
      return kept === undefined ? undefined : evidenceOf(kept);
    },
    findings: async (filter: FindingQuery) =>
      [...triaged.values()].filter(
        (finding) =>
          (filter.system === undefined || finding.system === filter.system) &&
          (filter.state === undefined || finding.triage.state === filter.state) &&
          (filter.severity === undefined || finding.severity === filter.severity) &&
          (filter.q === undefined ||
            contains(`${finding.id} ${finding.title} ${finding.intent} ${finding.check}`, filter.q)),
      ),
    finding: async (id) => {
      const finding = triaged.get(id);
      if (finding === undefined) return undefined;
      const seen = runs.filter(({ detail }) => detail.findings.some((one) => one.id === id));
      const transcripts = seen.flatMap((run) =>
        run.trials.filter((record) =>
          finding.evidence.some((ref) => ref.run === run.summary.id && ref.entry === record.entry),
        ),
      );
      return {
        ...finding,
        seenIn: seen.map(({ summary }) => ({ run: summary.id, at: summary.startedAt })),
        transcripts,
      };
    },
    setTriage: async (id, triage) => {
      const finding = triaged.get(id);
      if (finding === undefined) return undefined;
      const next = { ...finding, triage, expired: false };
      triaged.set(id, next);
      ports.emit({ type: "finding", run: finding.evidence[0]?.run ?? "", finding: next });
      return next;
    },
    comparison: async (run, baseline) =>
      runOf(run) === undefined || runOf(baseline) === undefined ? undefined : comparisonOf(baseline),
    async *events(signal) {
      const waiting: LiveEvent[] = [];
      let wake = (): void => {};
      const listener = (event: LiveEvent): void => {
        waiting.push(event);
        wake();
      };
      const stop = (): void => wake();
      listeners.add(listener);
      signal.addEventListener("abort", stop);
      try {
        while (!signal.aborted) {
          const next = waiting.shift();
          if (next !== undefined) yield next;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        listeners.delete(listener);
        signal.removeEventListener("abort", stop);
      }
    },
    verifyBundle: async (dir) => ports.bundleVerdict(dir),
    bundleArrived: async (run, dir, by) => void ports.arrived.push({ run, dir, by: by.name }),
    doctor: async () => ({
      checks: [
        { name: "Node", ok: true, detail: "24.21.0" },
        { name: "workspace", ok: true, detail: ".bartizan is writable" },
        {
          name: "key",
          ok: false,
          detail: "The signing key may be read by others.",
          remedy: "chmod 600 .bartizan/key",
        },
      ],
      egress: [
        {
          to: "https://mira.staging.example",
          why: "target mira-staging",
          source: "examples/fintech-chatbot/system.yaml",
        },
      ],
    }),
  };
  return ports;
}
