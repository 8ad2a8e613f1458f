import type { ArtifactReport, ScanFinding, ScanReport } from "../../contracts/index.ts";

const finding = (part: Partial<ScanFinding>): ScanFinding => ({
  id: "S-0000000001",
  rule: "pickle/exec",
  title: "A pickle names something that runs code",
  severity: "critical",
  effect: "unsafe",
  description: "It names os.system.",
  remedy: "Do not load the file.",
  place: { path: "m/evil\u202e.pt!/data.pkl", bytes: [28, 44] },
  references: ["CWE-502"],
  ...part,
});

const file = (part: Partial<ArtifactReport>): ArtifactReport => ({
  path: "m/a.txt",
  format: "text",
  alsoReadAs: [],
  bytes: 100,
  bytesExamined: 100,
  sha256: "ab".repeat(32),
  verdict: "clean",
  findings: [],
  loaders: [],
  passed: ["text/tag-characters"],
  regions: [{ start: 0, end: 100, what: "text" }],
  members: [],
  facts: {},
  ...part,
});

/** A scan with something of everything: harm in a member, a gap, code in place, a suppression, hostile names. */
export function sampleScan(): ScanReport {
  return {
    schemaVersion: "bartizan.scan/v1",
    tool: { name: "bartizan", version: "0.1.0" },
    startedAt: "2026-11-23T09:00:00.000Z",
    finishedAt: "2026-11-23T09:00:04.000Z",
    paths: ["m", "src"],
    verdict: "unsafe",
    artifacts: [
      file({
        path: "m/evil\u202e.pt",
        format: "zip",
        verdict: "unsafe",
        bytes: 4096,
        bytesExamined: 3696,
        regions: [
          { start: 0, end: 3000, what: "member <script>alert(1)</script>" },
          { start: 3400, end: 4096, what: "directory" },
        ],
        loaders: [
          {
            loader: "torch.load(weights_only=True)",
            title: "Torch, weights only",
            outcome: "refuses",
            why: "It refuses the file.",
            findings: ["S-0000000001"],
          },
          {
            loader: "torch.load(weights_only=False)",
            title: "Torch, everything",
            outcome: "runs-code",
            why: "It runs what the file brings.",
            findings: ["S-0000000001"],
            callSites: [{ path: "src/a.py", line: 3 }],
          },
        ],
        members: [
          file({
            path: "m/evil\u202e.pt!/data.pkl",
            format: "pickle",
            verdict: "unsafe",
            findings: [finding({})],
          }),
        ],
      }),
      file({
        path: "m/b.bin",
        format: "unknown",
        verdict: "incomplete",
        bytesExamined: 0,
        regions: [],
        findings: [
          finding({
            id: "S-0000000002",
            rule: "artifact/unknown-format",
            title: "No parser here reads these bytes",
            severity: "medium",
            effect: "incomplete",
            place: { path: "m/b.bin" },
          }),
        ],
      }),
      ...Array.from({ length: 20 }, (_, i) => file({ path: `m/text-${String(i).padStart(2, "0")}.txt` })),
    ],
    code: {
      files: 3,
      bytes: 900,
      incomplete: [],
      findings: [
        finding({
          id: "S-0000000003",
          rule: "code/torch-load-unsafe",
          title: "A model is loaded in a way that runs code",
          severity: "high",
          place: { path: "src/a.py", line: 3, column: 5 },
          related: [{ path: "src/b.py", line: 1, note: "imported here" }],
          excerpt: { firstLine: 2, lines: ["def f():", '    return torch.load("m/evil.pt")', ""] },
        }),
      ],
      suppressed: [
        finding({
          id: "S-0000000004",
          place: { path: "src/c.py", line: 9 },
          suppressed: { reason: "a fixture", until: "2027-01-31" },
        }),
      ],
      passed: [],
      callSites: [],
      graph: { nodes: [], edges: [] },
      verdict: "unsafe",
    },
    notes: ["Left out: m/.git."],
  };
}
