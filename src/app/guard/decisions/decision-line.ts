import { z } from "zod";
import {
  guardActions,
  ruleModes,
  type DecisionRecord,
  type GuardDecisionLine,
  type JsonObject,
} from "../../../contracts/index.ts";

const count = z.number().min(0).catch(0);
const shape = z.looseObject({
  schemaVersion: z.literal("bartizan.decision/v1"),
  id: z.string(),
  at: z.iso.datetime(),
  route: z.string(),
  principal: z.object({ id: z.string(), role: z.string().optional(), verified: z.boolean() }),
  virtualKey: z.string().optional(),
  team: z.string().optional(),
  decision: z.looseObject({
    action: z.enum(guardActions),
    wouldBe: z.enum(guardActions),
    policy: z.object({ id: z.string(), version: z.string(), digest: z.string() }),
    hits: z.array(
      z.looseObject({
        rule: z.string(),
        action: z.enum(guardActions),
        mode: z.enum(ruleModes),
        severity: z.enum(["low", "medium", "high", "critical"]),
      }),
    ),
    failures: z.array(z.object({ detector: z.string(), opened: z.boolean(), reason: z.string() })),
  }),
  attributes: z.looseObject({
    "gen_ai.request.model": z.string().optional(),
    "gen_ai.usage.input_tokens": count,
    "gen_ai.usage.output_tokens": count,
    "bartizan.break_glass": z.string().optional(),
    "bartizan.mode": z.string().optional(),
    "bartizan.decided": z.boolean().default(true),
  }),
});

/** Rules one line names. */
const mostRules = 8;

/** A record as a list shows it; undefined for one that is not as it should be. */
export function decisionLine(
  record: JsonObject,
  where: { readonly ledger: string; readonly entry: number },
): GuardDecisionLine | undefined {
  const parsed = shape.safeParse(record);
  if (!parsed.success) return undefined;
  const { id, at, route, principal, team, virtualKey, decision, attributes } = parsed.data;
  const { action, wouldBe, policy, hits, failures } = decision;
  const model = attributes["gen_ai.request.model"];
  const breakGlass = attributes["bartizan.break_glass"];
  const mode = attributes["bartizan.mode"];
  return {
    id,
    at,
    action,
    wouldBe,
    route,
    principal: {
      id: principal.id,
      verified: principal.verified,
      ...(principal.role === undefined ? {} : { role: principal.role }),
    },
    ...(team === undefined ? {} : { team }),
    ...(virtualKey === undefined ? {} : { key: virtualKey }),
    ...(model === undefined ? {} : { model }),
    rules: distinct(hits).slice(0, mostRules),
    failed: [...new Set(failures.map(({ detector }) => detector))].slice(0, mostRules),
    opened: [...new Set(failures.filter(({ opened }) => opened).map(({ detector }) => detector))].slice(
      0,
      mostRules,
    ),
    ...(breakGlass === undefined ? {} : { breakGlass }),
    ...(mode === undefined ? {} : { mode }),
    decided: attributes["bartizan.decided"],
    tokens: attributes["gen_ai.usage.input_tokens"] + attributes["gen_ai.usage.output_tokens"],
    policy,
    ...where,
  };
}

/** Each rule once: a request and its answer may both have met it. */
function distinct(hits: DecisionRecord["decision"]["hits"] | readonly GuardDecisionLine["rules"][number][]) {
  const rules = new Map<string, GuardDecisionLine["rules"][number]>();
  for (const { rule, action, mode, severity } of hits)
    if (!rules.has(rule)) rules.set(rule, { rule, action, mode, severity });
  return [...rules.values()];
}
