import { z } from "@hono/zod-openapi";
import { guardDecisionLine } from "./guard-schemas.ts";
import { checkResult } from "./check-result.ts";
import { modelResult } from "./model-schemas.ts";
import { scanSummary } from "./scan-schemas.ts";
import * as part from "./parts.ts";
import { count, moment, words } from "./parts.ts";

/**
 * The wire types as schemas, for the OpenAPI document. Answers are not validated on their way out;
 * a test validates the sample's answers, and `agreement.ts` holds schema and type together.
 */
const verdictKind = z.enum(["pass", "fail", "inconclusive"]);

export const session = z
  .object({
    person: z.object({ id: z.string(), name: z.string(), role: part.role }),
    organisation: z.string(),
    version: z.string(),
  })
  .openapi("Session");

export const systemSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: part.maybe(z.string()),
    purpose: z.string(),
    criticality: z.string(),
    digest: z.string(),
    components: count,
    flows: count,
    threats: z.object({ low: count, medium: count, high: count, critical: count }),
    lastRun: part.maybe(z.object({ id: z.string(), at: moment, verdict: verdictKind })),
  })
  .openapi("SystemSummary");

export const systemDetail = systemSummary
  .extend({
    zones: z.array(z.object({ id: z.string(), trust: z.number(), operator: z.string() })).readonly(),
    parts: z
      .array(
        z.object({
          id: z.string(),
          kind: z.string(),
          zone: z.string(),
          attributes: z.record(z.string(), z.unknown()),
          threats: words,
        }),
      )
      .readonly(),
    links: z
      .array(
        z.object({
          id: z.string(),
          from: z.string(),
          to: z.string(),
          data: words,
          untrusted: z.boolean(),
          crossesTrust: z.boolean(),
          threats: words,
        }),
      )
      .readonly(),
    targets: z
      .array(
        z.object({
          id: z.string(),
          kind: z.string(),
          component: part.maybe(z.string()),
          environment: z.string(),
        }),
      )
      .readonly(),
  })
  .openapi("SystemDetail");

export const threat = z
  .object({
    id: z.string(),
    rule: z.string(),
    title: z.string(),
    element: z.string(),
    target: z.enum(["component", "flow", "system"]),
    components: words,
    actor: z.string(),
    stride: z.array(z.enum(["S", "T", "R", "I", "D", "E"])).readonly(),
    likelihood: z.int(),
    impact: z.int(),
    band: part.band,
    matched: z.array(part.matchedFact).readonly(),
    references: z.object({
      atlas: words,
      owaspLlm2025: words,
      owaspLlm2026: words,
      owaspAgentic: words,
      aiExchange: words,
    }),
    coveredBy: z.object({ tested: words, guarded: words, watched: words, rehearsed: words }),
    mitigations: words,
  })
  .openapi("Threat");
export const threatRegister = z.array(threat).readonly();

const subject = z.object({ system: z.string(), components: z.record(z.string(), z.string()) });
const evidenceLink = z.object({ run: z.string(), check: z.string(), target: z.string(), entry: count });
const cellState = z.enum(["none", "planned", "passing", "failing", "inconclusive", "stale"]);
const cell = z
  .object({
    state: cellState,
    at: part.maybe(moment),
    source: part.maybe(z.string()),
    links: z.array(evidenceLink).readonly(),
    coveredBy: words,
    why: z.string(),
  })
  .openapi("CoverageCell");
const perColumn = <T extends z.ZodType>(of: T) =>
  z.object({ tested: of, guarded: of, watched: of, rehearsed: of });

export const coverage = z
  .object({
    schemaVersion: z.literal("bartizan.coverage/v1"),
    system: z.object({ id: z.string(), name: z.string(), digest: z.string() }),
    asOf: moment,
    rows: z
      .array(
        z.object({
          threat: z.string(),
          rule: z.string(),
          title: z.string(),
          element: z.string(),
          group: z.string(),
          band: part.band,
          likelihood: z.int(),
          impact: z.int(),
          cells: perColumn(cell),
        }),
      )
      .readonly(),
    totals: perColumn(z.record(cellState, count)),
  })
  .openapi("Coverage");

export const checkProgress = z
  .object({
    check: z.string(),
    target: z.string(),
    title: z.string(),
    attack: part.rate,
    refused: part.maybe(part.rate),
    atMost: part.maybe(z.number()),
    verdict: part.maybe(part.verdict),
  })
  .openapi("CheckProgress");

export const runSummary = z
  .object({
    id: z.string(),
    system: z.object({ id: z.string(), name: z.string() }),
    startedAt: moment,
    finishedAt: part.maybe(moment),
    status: part.runStatus,
    done: count,
    planned: count,
    checks: z.array(checkProgress).readonly(),
    verdict: part.maybe(part.verdict),
  })
  .openapi("RunSummary");
export const runList = z.array(runSummary).readonly();

export const comparison = z
  .object({
    check: z.string(),
    target: z.string(),
    baselineRun: z.string(),
    pairs: count,
    broke: count,
    mended: count,
    difference: z.number(),
    interval: part.interval,
    pValue: z.number(),
    verdict: z.enum(["worse", "better", "no-worse", "cannot-tell"]),
    sentence: z.string(),
  })
  .openapi("Comparison");
export const comparisonList = z.array(comparison).readonly();

export const triagedFinding = z
  .object({
    id: z.string(),
    system: z.string(),
    check: z.string(),
    target: z.string(),
    component: part.maybe(z.string()),
    intent: z.string(),
    title: z.string(),
    severity: part.severity,
    description: z.string(),
    remedy: z.string(),
    techniques: z.array(z.object({ technique: z.string(), breached: count, tried: count })).readonly(),
    criticalEffect: z.boolean(),
    references: words,
    evidence: z
      .array(
        z.object({
          run: z.string(),
          entry: count,
          case: part.maybe(z.string()),
          repeat: part.maybe(count),
        }),
      )
      .readonly(),
    triage: part.triage,
    expired: z.boolean(),
  })
  .openapi("Finding");
export const findingList = z.array(triagedFinding).readonly();

export const runDetail = z
  .object({
    schemaVersion: z.literal("bartizan.run/v1"),
    tool: z.object({ name: z.literal("bartizan"), version: z.string() }),
    run: z.object({
      id: z.string(),
      startedAt: moment,
      finishedAt: part.maybe(moment),
      seed: z.string(),
      status: part.runStatus,
      requests: count,
      cost: part.maybe(z.object({ currency: z.string(), amount: z.number() })),
    }),
    system: z.object({
      id: z.string(),
      name: z.string(),
      digest: z.string(),
      file: part.maybe(z.string()),
    }),
    subject,
    verdict: part.verdict,
    results: z.array(checkResult).readonly(),
    models: part.maybe(z.array(modelResult).readonly()),
    findings: findingList,
    comparisons: comparisonList,
    coverage,
    evidence: z.object({
      bundle: z.string(),
      entries: count,
      root: z.string(),
      keyFingerprint: z.string(),
    }),
    caveats: words,
    progress: runSummary,
  })
  .openapi("RunDetail");

export const trialPage = z
  .object({
    total: count,
    offset: count,
    items: z
      .array(
        z.object({
          entry: count,
          case: z.string(),
          check: z.string(),
          target: z.string(),
          arm: part.arm,
          intent: z.string(),
          technique: z.string(),
          surface: z.string(),
          repeat: count,
          attempt: count,
          outcome: part.outcomeKind,
          why: z.string(),
          at: moment,
        }),
      )
      .readonly(),
  })
  .openapi("TrialPage");

export const trialDetail = z
  .object({
    case: part.testCase,
    arm: part.arm,
    trial: z.object({
      case: z.string(),
      repeat: count,
      attempt: count,
      seed: z.int(),
      canary: z.string(),
      startedAt: moment,
      exchanges: z.array(part.exchange).readonly(),
      effects: z.array(part.effect).readonly(),
      outcome: part.outcome,
    }),
    entry: count,
  })
  .openapi("Transcript");

export const findingDetail = triagedFinding
  .extend({
    seenIn: z.array(z.object({ run: z.string(), at: moment })).readonly(),
    transcripts: z.array(trialDetail).readonly(),
  })
  .openapi("FindingDetail");

export const evidenceStatus = z
  .object({
    state: z.enum(["intact", "altered", "incomplete", "unreadable"]),
    entries: count,
    root: z.string(),
    problems: z.array(z.object({ entry: part.maybe(count), what: z.string() })).readonly(),
    checked: words,
    notChecked: words,
    checkpoints: z
      .array(z.object({ size: count, root: z.string(), at: moment, keyFingerprint: z.string() }))
      .readonly(),
    tail: z
      .array(z.object({ seq: count, type: z.string(), at: moment, digest: z.string(), prev: z.string() }))
      .readonly(),
  })
  .openapi("EvidenceStatus");

export const liveEvent = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("run"), run: runSummary }),
    z.object({ type: z.literal("finding"), run: z.string(), finding: triagedFinding }),
    z.object({ type: z.literal("coverage"), system: z.string() }),
    z.object({ type: z.literal("scan"), scan: scanSummary }),
    z.object({ type: z.literal("decision"), decision: guardDecisionLine }),
  ])
  .openapi("LiveEvent");

export const doctorReport = z
  .object({
    checks: z
      .array(
        z.object({
          name: z.string(),
          ok: z.boolean(),
          detail: z.string(),
          remedy: part.maybe(z.string()),
        }),
      )
      .readonly(),
    egress: z.array(z.object({ to: z.string(), why: z.string(), source: z.string() })).readonly(),
  })
  .openapi("DoctorReport");

export const wireError = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      remedy: z.string(),
      field: part.maybe(z.string()),
    }),
  })
  .openapi("Error");
