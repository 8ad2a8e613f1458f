import { z } from "@hono/zod-openapi";
import {
  guardActions,
  riskCategories,
  ruleModes,
  stages,
  viewKinds,
  type JsonValue,
} from "../../contracts/index.ts";
import { count, interval, maybe, moment, principal, severity, words } from "./parts.ts";

/** What the guard shows, as schemas. Held together with the types by `agreement.ts`. */
const action = z.enum(guardActions);
const mode = z.enum(ruleModes);
const stage = z.enum(stages);
const perAction = z.object({
  allow: count,
  redact: count,
  rewrite: count,
  "require-approval": count,
  block: count,
});
const stamp = z
  .object({ id: z.string(), version: z.string(), digest: z.string() })
  .openapi("GuardPolicyStamp");

export const guardDecisionLine = z
  .object({
    id: z.string(),
    at: moment,
    action,
    wouldBe: action,
    route: z.string(),
    principal,
    team: maybe(z.string()),
    key: maybe(z.string()),
    model: maybe(z.string()),
    rules: z.array(z.object({ rule: z.string(), action, mode, severity })).readonly(),
    failed: words,
    opened: words,
    breakGlass: maybe(z.string()),
    mode: maybe(z.string()),
    decided: z.boolean(),
    tokens: z.number(),
    policy: stamp,
    ledger: z.string(),
    entry: count,
  })
  .openapi("GuardDecisionLine");

const reach = z
  .object({ records: count, oldest: maybe(moment), leftOut: z.boolean(), problems: words })
  .openapi("GuardReach");

export const guardDecisionPage = z
  .object({ total: count, offset: count, items: z.array(guardDecisionLine).readonly(), reach })
  .openapi("GuardDecisionPage");

const signal = z
  .object({
    detector: z.string(),
    rule: z.string(),
    category: z.enum(riskCategories),
    score: z.number(),
    start: count,
    end: count,
    why: z.string(),
    view: maybe(z.array(z.enum(viewKinds)).readonly()),
    validated: maybe(z.boolean()),
    part: z.string(),
  })
  .openapi("GuardSignal");

const hit = z.object({
  rule: z.string(),
  action,
  mode,
  severity,
  clause: maybe(z.string()),
  reason: z.string(),
  signals: z.array(signal).readonly(),
  excepted: maybe(z.object({ id: z.string(), approver: z.string(), until: z.string() })),
});

// Any JSON: attributes are OpenTelemetry's, an open set. The cast only narrows what came out of JSON.
const attributes = z.record(z.string(), z.unknown()) as unknown as z.ZodType<
  Readonly<Record<string, JsonValue>>,
  Readonly<Record<string, JsonValue>>
>;

export const guardDecisionDetail = z
  .object({
    line: guardDecisionLine,
    record: z
      .object({
        schemaVersion: z.literal("bartizan.decision/v1"),
        id: z.string(),
        at: moment,
        exchange: z.string(),
        session: maybe(z.string()),
        direction: z.enum(["request", "response", "exchange"]),
        route: z.string(),
        principal,
        virtualKey: maybe(z.string()),
        team: maybe(z.string()),
        decision: z.object({
          action,
          wouldBe: action,
          policy: stamp,
          hits: z.array(hit).readonly(),
          signals: z.array(signal).readonly(),
          failures: z
            .array(z.object({ detector: z.string(), opened: z.boolean(), reason: z.string() }))
            .readonly(),
          stateful: z.boolean(),
          durationMicros: z.number(),
        }),
        attributes,
        content: z
          .array(
            z.object({
              part: z.string(),
              stage,
              kept: z.enum(["hmac", "redacted", "full", "encrypted"]),
              value: z.string(),
            }),
          )
          .readonly(),
      })
      .openapi("GuardDecisionRecord"),
    bundle: z.string(),
  })
  .openapi("GuardDecisionDetail");

const occasions = z.array(z.object({ id: z.string(), times: count, lastAt: moment })).readonly();

export const guardOverview = z
  .object({
    asOf: moment,
    from: moment,
    bucketSeconds: z.number(),
    buckets: z.array(z.object({ at: moment, counts: perAction })).readonly(),
    totals: perAction,
    decisions: count,
    onlyWatched: count,
    undecided: count,
    mirrored: count,
    topRules: z.array(z.object({ rule: z.string(), mode, severity, times: count })).readonly(),
    failOpens: occasions,
    breakGlass: occasions,
    gateways: z
      .array(z.object({ file: z.string(), mode: z.enum(["inline", "mirror"]), watching: words }))
      .readonly(),
    reach,
  })
  .openapi("GuardOverview");

const problems = z
  .array(
    z.object({
      code: z.string(),
      message: z.string(),
      remedy: z.string(),
      line: maybe(count),
      column: maybe(count),
      field: maybe(z.string()),
    }),
  )
  .readonly();

export const guardPolicyReport = z
  .object({
    problems,
    policy: maybe(
      z.object({
        stamp,
        description: z.string(),
        owner: z.string(),
        files: words,
        rules: z
          .array(
            z.object({
              id: z.string(),
              action,
              mode,
              severity,
              clause: maybe(z.string()),
              reason: maybe(z.string()),
            }),
          )
          .readonly(),
        detectors: z.array(z.object({ id: z.string(), on: z.boolean(), onError: z.string() })).readonly(),
        content: z.object({
          input: maybe(z.string()),
          document: maybe(z.string()),
          "tool-definition": maybe(z.string()),
          "tool-call": maybe(z.string()),
          "tool-result": maybe(z.string()),
          output: maybe(z.string()),
        }),
      }),
    ),
    tests: z
      .array(
        z.object({
          name: z.string(),
          passed: z.boolean(),
          action,
          wouldBe: action,
          rules: words,
          wrong: words,
          line: maybe(count),
        }),
      )
      .readonly(),
    exceptions: z
      .array(
        z.object({
          id: z.string(),
          rule: z.string(),
          approver: z.string(),
          until: z.string(),
          expired: z.boolean(),
          daysLeft: count,
        }),
      )
      .readonly(),
    covered: z
      .array(
        z.object({
          guard: z.string(),
          state: z.enum(["passing", "failing", "planned"]),
          rules: words,
          sentence: z.string(),
        }),
      )
      .readonly(),
  })
  .openapi("GuardPolicyReport");

export const guardPolicySummary = z
  .object({ file: z.string(), shipped: z.boolean(), gateway: z.boolean(), report: guardPolicyReport })
  .openapi("GuardPolicySummary");
export const guardPolicyList = z.array(guardPolicySummary).readonly();
export const guardPolicyText = guardPolicySummary.extend({ text: z.string() }).openapi("GuardPolicyText");

export const guardReplay = z
  .object({
    problems,
    report: maybe(
      z.object({
        exchanges: count,
        replayed: count,
        notReplayable: z.object({ count, byReason: z.record(z.string(), count) }),
        before: perAction,
        after: perAction,
        differ: count,
        newlyStopped: count,
        newlyPassed: count,
        changes: z
          .array(
            z.object({
              id: z.string(),
              at: moment,
              direction: z.enum(["request", "response"]),
              route: z.string(),
              principal,
              before: action,
              after: action,
              newRules: words,
              goneRules: words,
            }),
          )
          .readonly(),
        changesLeftOut: count,
        byRule: z.record(z.string(), z.object({ fires: count, firesNoMore: count })),
        byPrincipal: z
          .array(z.object({ id: z.string(), verified: z.boolean(), newlyStopped: count, newlyPassed: count }))
          .readonly(),
        stopped: z.object({
          before: z.number(),
          after: z.number(),
          difference: z.number(),
          interval,
          pValue: z.number(),
        }),
        sentence: z.string(),
      }),
    ),
    caveats: words,
  })
  .openapi("GuardReplay");

const budgetLine = z.object({
  id: z.string(),
  per: z.string(),
  of: z.string(),
  uses: z
    .array(
      z.object({
        what: z.enum(["requests", "tokens", "cost", "concurrent"]),
        limit: z.number(),
        windowSeconds: maybe(z.number()),
        used: maybe(z.number()),
      }),
    )
    .readonly(),
});

export const guardKeys = z
  .object({
    keys: z
      .array(
        z.object({
          file: z.string(),
          id: z.string(),
          team: maybe(z.string()),
          principal: maybe(z.string()),
          models: words,
          routes: words,
          expires: maybe(z.string()),
          state: z.enum(["valid", "expired", "disabled"]),
          lastUsed: maybe(moment),
          requests: count,
          tokens: z.number(),
          budgets: z.array(budgetLine).readonly(),
        }),
      )
      .readonly(),
    budgets: z.array(budgetLine.extend({ file: z.string() })).readonly(),
    reach,
  })
  .openapi("GuardKeys");
