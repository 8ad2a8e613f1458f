import type {
  ArtifactReport,
  ChainLink,
  ProvenanceChain,
  ScanDetail,
  ScanFinding,
  ScanReport,
} from "../../contracts/index.ts";
import type { ScanPorts } from "../ports.ts";

const runsCode: ScanFinding = {
  id: "S-0a1b2c3d4e",
  rule: "pickle/exec",
  title: "A pickle names something that runs code",
  severity: "critical",
  effect: "unsafe",
  hazard: "pickle-exec",
  description: "It names posix.system. Runs code, commands or other programs.",
  remedy: "Do not load the file. Ask its publisher for safetensors, or another format without code.",
  place: { path: "models/classifier.pt!/archive/data.pkl", bytes: [28, 44] },
  references: ["CWE-502", "AML.T0011.000"],
};

const unexplained: ScanFinding = {
  id: "S-1a1b2c3d4e",
  rule: "artifact/unexplained-bytes",
  title: "Bytes that the format does not explain",
  severity: "medium",
  effect: "incomplete",
  hazard: "unexplained-bytes",
  description:
    "400 of 4096 bytes are claimed by no part of the format, in one place, the first at byte 3000.",
  remedy: "Write the file anew with its framework and compare; extra bytes carry second payloads.",
  place: { path: "models/extra.safetensors", bytes: [3000, 3400] },
  references: ["CWE-506"],
};

const inCode: ScanFinding = {
  id: "S-2a1b2c3d4e",
  rule: "scan/harm-is-loaded",
  title: "Code loads a file that does harm with this loader",
  severity: "critical",
  effect: "unsafe",
  description: "torch.load is called on models/classifier.pt here. It runs what the file brings.",
  remedy: "Do not run this code. Take the file out, or load one that holds only data (safetensors).",
  place: { path: "src/serve.py", line: 12, column: 9 },
  related: [
    { path: "models/classifier.pt", note: "zip: It runs what the file brings." },
    {
      path: "src/serve.py",
      line: 4,
      note: "the name comes from the request here",
      text: 'name = request.args["model"]',
    },
  ],
  references: ["CWE-502"],
  excerpt: {
    firstLine: 10,
    lines: [
      "def load():",
      "    # the nightly build",
      '    model = torch.load("models/classifier.pt", weights_only=False)',
      "    model.eval()",
      "    return model",
    ],
  },
};

const file = (part: Partial<ArtifactReport> & Pick<ArtifactReport, "path" | "format">): ArtifactReport => ({
  alsoReadAs: [],
  bytes: 4096,
  bytesExamined: 4096,
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  verdict: "clean",
  findings: [],
  loaders: [],
  passed: ["artifact/overlapping-regions"],
  regions: [{ start: 0, end: 4096, what: "text" }],
  members: [],
  facts: {},
  ...part,
});

const report: ScanReport = {
  schemaVersion: "bartizan.scan/v1",
  tool: { name: "bartizan", version: "0.1.0" },
  startedAt: "2026-11-23T09:00:00.000Z",
  finishedAt: "2026-11-23T09:00:04.000Z",
  paths: ["models", "src"],
  verdict: "unsafe",
  artifacts: [
    file({
      path: "models/classifier.pt",
      format: "zip",
      verdict: "unsafe",
      regions: [
        { start: 0, end: 64, what: "local header archive/data.pkl" },
        { start: 64, end: 900, what: "member archive/data.pkl" },
        { start: 900, end: 960, what: "local header archive/data/0" },
        { start: 960, end: 3900, what: "member archive/data/0" },
        { start: 3900, end: 4096, what: "directory" },
      ],
      loaders: [
        {
          loader: "torch.load(weights_only=False)",
          title: "Torch, everything",
          outcome: "runs-code",
          why: "It runs what the file brings: A pickle names something that runs code.",
          findings: [runsCode.id],
          callSites: [{ path: "src/serve.py", line: 12 }],
        },
        {
          loader: "torch.load(weights_only=True)",
          title: "Torch, weights only",
          outcome: "refuses",
          why: "It refuses the file: A pickle names something that runs code.",
          findings: [runsCode.id],
        },
      ],
      facts: { framework: "torch", parameters: 1_024_000 },
      members: [
        file({
          path: "models/classifier.pt!/archive/data.pkl",
          format: "pickle",
          bytes: 836,
          bytesExamined: 836,
          verdict: "unsafe",
          findings: [runsCode],
          regions: [{ start: 0, end: 836, what: "pickle" }],
        }),
        file({
          path: "models/classifier.pt!/archive/data/0",
          format: "data",
          bytes: 2940,
          bytesExamined: 2940,
          regions: [{ start: 0, end: 2940, what: "storage" }],
        }),
      ],
    }),
    file({
      path: "models/extra.safetensors",
      format: "safetensors",
      verdict: "incomplete",
      bytesExamined: 3696,
      findings: [unexplained],
      regions: [
        { start: 0, end: 400, what: "header" },
        { start: 400, end: 3000, what: "tensor model.embed" },
        { start: 3400, end: 4096, what: "tensor model.head" },
      ],
      facts: { parameters: 740 },
    }),
    file({ path: "models/README.md", format: "text" }),
  ],
  code: {
    files: 14,
    bytes: 40_210,
    incomplete: [],
    findings: [inCode],
    suppressed: [],
    passed: ["code/torch-load-unsafe"],
    callSites: [],
    graph: { nodes: [], edges: [] },
    verdict: "unsafe",
  },
  notes: ["Left out: src/node_modules."],
};

const link = (
  kind: ChainLink["kind"],
  name: string,
  state: ChainLink["state"],
  why: string,
  more: Partial<ChainLink> = {},
): ChainLink => ({ id: `${kind}:${name}`, kind, name, state, why, ...more });

const chain: ProvenanceChain = {
  subject: "classifier",
  path: "models/classifier.pt",
  links: [
    link("base", "encoder-base", "differs", "Its digest is NOT the one that the manifest names.", {
      expected: "c4".repeat(32),
      found: "d7".repeat(32),
      source: { scan: "scan-20261123-090000-0000a1" },
    }),
    link("adapter", "adapter", "not-recorded", "The manifest names no adapters for it."),
    link("dataset", "support-tickets-2026", "matches", "Its digest is the one that the manifest names.", {
      expected: "1b".repeat(32),
      found: "1b".repeat(32),
      source: { scan: "scan-20261123-090000-0000a1" },
    }),
    link("training-code", "train", "not-recorded", "A manifest names no digest of code."),
    link("artifact", "classifier", "matches", "Its digest is the one that the manifest names.", {
      expected: "9f".repeat(32),
      found: "9f".repeat(32),
      source: { scan: "scan-20261123-090000-0000a1" },
    }),
    link("signature", "classifier.pt.sig", "matches", "Every file is as it was signed by the key 3f0a.", {
      source: { entry: 7, at: "2026-11-22T15:04:00.000Z" },
    }),
    link(
      "training-statement",
      "statement of training",
      "not-recorded",
      "None was compared in this workspace.",
    ),
    link("scan-statement", "statement of a scan", "not-recorded", "None was checked in this workspace."),
    link("bom", "vendor.cdx.json", "not-checked", "It was verified when other bytes lay at this path.", {
      source: { entry: 3, at: "2026-11-20T08:00:00.000Z" },
    }),
  ],
};

const { code: _, ...withoutCode } = report;

const details: readonly ScanDetail[] = [
  {
    summary: {
      id: "scan-20261123-100000-0000a3",
      startedAt: "2026-11-23T10:00:00.000Z",
      status: "running",
      paths: ["checkpoints"],
      progress: { doing: "files", files: 48, filesDone: 20, bytes: 90_000_000, bytesDone: 36_000_000 },
      sentence: "This scan is running: 48 files to examine.",
      files: 0,
      bytes: 0,
      findings: { low: 0, medium: 0, high: 0, critical: 0 },
    },
    report: {
      ...withoutCode,
      paths: ["checkpoints"],
      verdict: "incomplete",
      artifacts: [],
      notes: ["This scan is still running."],
    },
    evidence: { bundle: ".bartizan/runs/scan-20261123-100000-0000a3", entries: 3, root: "ef".repeat(32) },
  },
  {
    summary: {
      id: "scan-20261123-090000-0000a1",
      startedAt: report.startedAt,
      finishedAt: report.finishedAt,
      status: "finished",
      paths: report.paths,
      verdict: "unsafe",
      sentence:
        "Of 3 files 1 does harm when loaded or used, 1 could not be examined to the end. 14 files were reviewed for code: 1 finding.",
      files: 3,
      bytes: 12_288,
      findings: { low: 0, medium: 1, high: 0, critical: 2 },
    },
    report,
    evidence: { bundle: ".bartizan/runs/scan-20261123-090000-0000a1", entries: 7, root: "ab".repeat(32) },
    provenance: [chain],
  },
  {
    summary: {
      id: "scan-20261122-090000-0000a2",
      startedAt: "2026-11-22T09:00:00.000Z",
      status: "interrupted",
      paths: ["models"],
      sentence: "This scan did not come to its end.",
      files: 0,
      bytes: 0,
      findings: { low: 0, medium: 0, high: 0, critical: 0 },
    },
    report: {
      ...report,
      verdict: "incomplete",
      artifacts: [],
      notes: ["This scan did not come to its end."],
    },
    evidence: { bundle: ".bartizan/runs/scan-20261122-090000-0000a2", entries: 1, root: "cd".repeat(32) },
  },
];

/** Three scans: one that is running, one with a harmful file that code loads, and one that did not come to its end. */
export function sampleScans(): ScanPorts {
  return {
    list: () => Promise.resolve(details.map(({ summary }) => summary)),
    read: (id) => Promise.resolve(details.find(({ summary }) => summary.id === id)),
  };
}
