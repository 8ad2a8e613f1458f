import { z } from "@hono/zod-openapi";
import { chainKinds, hazards, linkStates, scanVerdicts, type ArtifactReport } from "../../contracts/index.ts";
import { count, maybe, moment, severity, words } from "./parts.ts";

/** Scans, as schemas. Held together with the types by `agreement.ts`. */
const verdict = z.enum(scanVerdicts);
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly();

const place = z
  .object({
    path: z.string(),
    bytes: maybe(z.tuple([count, count]).readonly()),
    line: maybe(count),
    column: maybe(count),
    endLine: maybe(count),
    endColumn: maybe(count),
    at: maybe(z.string()),
  })
  .openapi("ScanPlace");

export const scanFinding = z
  .object({
    id: z.string(),
    rule: z.string(),
    title: z.string(),
    severity,
    effect: z.enum(["unsafe", "incomplete", "review", "note"]),
    hazard: maybe(z.enum(hazards)),
    description: z.string(),
    remedy: z.string(),
    place,
    related: maybe(z.array(place.extend({ note: z.string(), text: maybe(z.string()) })).readonly()),
    references: words,
    suppressed: maybe(z.object({ reason: z.string(), until: maybe(z.string()) })),
    excerpt: maybe(z.object({ firstLine: count, lines: words })),
  })
  .openapi("ScanFinding");
const findings = z.array(scanFinding).readonly();

const loader = z
  .object({
    loader: z.string(),
    title: z.string(),
    outcome: z.enum(["runs-code", "reaches-out", "exhausts", "refuses", "review", "unknown", "safe"]),
    why: z.string(),
    findings: words,
    callSites: maybe(z.array(place).readonly()),
  })
  .openapi("LoaderVerdict");

/** A file holds members, which are files again. */
export const artifactReport: z.ZodType<ArtifactReport, ArtifactReport> = z
  .object({
    path: z.string(),
    format: z.string(),
    alsoReadAs: words,
    bytes: count,
    bytesExamined: count,
    sha256: maybe(z.string()),
    verdict,
    findings,
    loaders: z.array(loader).readonly(),
    passed: words,
    regions: z.array(z.object({ start: count, end: count, what: z.string() })).readonly(),
    members: z.lazy(() => z.array(artifactReport).readonly()),
    facts,
  })
  .openapi("ArtifactReport");

const codeReport = z
  .object({
    files: count,
    bytes: count,
    incomplete: z.array(z.object({ path: z.string(), why: z.string() })).readonly(),
    findings,
    suppressed: findings,
    passed: words,
    callSites: z.array(z.object({ loader: z.string(), place, argument: maybe(z.string()) })).readonly(),
    graph: z.object({
      nodes: z
        .array(
          z.object({
            id: z.string(),
            kind: z.enum(["agent", "tool", "model", "data", "server", "prompt"]),
            name: z.string(),
            framework: maybe(z.string()),
            place,
            facts,
          }),
        )
        .readonly(),
      edges: z.array(z.object({ from: z.string(), to: z.string(), what: z.string() })).readonly(),
    }),
    verdict,
  })
  .openapi("CodeReport");

const part = z
  .object({
    section: z.enum(["artifacts", "datasets", "source_trees"]),
    id: z.string(),
    component: maybe(z.string()),
    path: z.string(),
    verdict,
    digest: maybe(z.enum(["matches", "differs"])),
    expected: maybe(z.string()),
    findings: words,
  })
  .openapi("ScannedPart");

const made = z.object({
  artifact: z.string(),
  from: z.object({ section: z.enum(["artifacts", "datasets", "source_trees"]), id: z.string() }),
  how: z.enum(["base", "adapter", "dataset", "training-code"]),
});

export const scanReport = z
  .object({
    schemaVersion: z.literal("bartizan.scan/v1"),
    tool: z.object({ name: z.literal("bartizan"), version: z.string() }),
    startedAt: moment,
    finishedAt: moment,
    paths: words,
    verdict,
    artifacts: z.array(artifactReport).readonly(),
    code: maybe(codeReport),
    notes: words,
    unusedSuppressions: maybe(count),
    system: maybe(
      z.object({
        id: z.string(),
        name: z.string(),
        digest: z.string(),
        parts: z.array(part).readonly(),
        made: maybe(z.array(made).readonly()),
      }),
    ),
  })
  .openapi("ScanReport");

export const scanSummary = z
  .object({
    id: z.string(),
    startedAt: moment,
    finishedAt: maybe(moment),
    status: z.enum(["running", "finished", "interrupted"]),
    paths: words,
    system: maybe(z.object({ id: z.string(), name: z.string() })),
    verdict: maybe(verdict),
    progress: maybe(
      z.object({
        doing: z.enum(["code", "files"]),
        files: count,
        filesDone: count,
        bytes: count,
        bytesDone: count,
      }),
    ),
    sentence: z.string(),
    files: count,
    bytes: count,
    findings: z.object({ low: count, medium: count, high: count, critical: count }),
  })
  .openapi("ScanSummary");
export const scanList = z.array(scanSummary).readonly();

const chain = z
  .object({
    subject: z.string(),
    path: z.string(),
    links: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(chainKinds),
          name: z.string(),
          state: z.enum(linkStates),
          why: z.string(),
          expected: maybe(z.string()),
          found: maybe(z.string()),
          source: maybe(
            z.union([z.object({ scan: z.string() }), z.object({ entry: count, at: z.string() })]),
          ),
        }),
      )
      .readonly(),
  })
  .openapi("ProvenanceChain");

export const scanDetail = z
  .object({
    summary: scanSummary,
    report: scanReport,
    evidence: z.object({ bundle: z.string(), entries: count, root: z.string() }),
    provenance: maybe(z.array(chain).readonly()),
  })
  .openapi("ScanDetail");
