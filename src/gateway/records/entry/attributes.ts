import type { JsonValue, PlacedSignal, RuleHit, Stage } from "../../../contracts/index.ts";
import type { ExchangeRecord } from "../../ports.ts";
import type { FoldedDecision } from "./fold.ts";
import { decisionType, owaspRisks, targetTypes } from "./risk.ts";

export type Attributes = Record<string, JsonValue>;

/** Findings one record names; how many there were is said beside them. */
export const mostFindings = 100;

/** One `gen_ai.security.finding`: what was seen by which rule, without the text. */
export function findingAttributes(hit: RuleHit, signal: PlacedSignal): Attributes {
  return {
    "gen_ai.security.risk.category": owaspRisks[signal.category],
    "gen_ai.security.risk.severity": hit.severity,
    "gen_ai.security.risk.score": signal.score,
    "gen_ai.security.risk.metadata": [
      `detector:${signal.detector}`,
      `rule:${signal.rule}`,
      `at:${signal.part}`,
    ],
    "gen_ai.security.policy.name": hit.rule,
  };
}

/** Every finding of a decision, hit by hit. */
export const findingsOf = (hits: readonly RuleHit[], most = mostFindings): Attributes[] => {
  const findings: Attributes[] = [];
  for (const hit of hits) {
    for (const signal of hit.signals) {
      if (findings.length === most) return findings;
      findings.push(findingAttributes(hit, signal));
    }
  }
  return findings;
};

/** OpenTelemetry GenAI attributes of the exchange itself; `provider` names the upstream's kind. */
export function exchangeAttributes(entry: ExchangeRecord, provider: string | undefined): Attributes {
  const { request, response, usage } = entry;
  const out: Attributes = { "gen_ai.operation.name": entry.operation };
  const put = (name: string, value: JsonValue | undefined): void => {
    if (value !== undefined) out[name] = value;
  };
  put("gen_ai.provider.name", provider);
  put("gen_ai.request.model", request?.exchange.model);
  put("gen_ai.response.model", entry.answeredBy);
  put("gen_ai.conversation.id", request?.exchange.session);
  if (entry.attempts > 0 || response !== undefined) {
    out["gen_ai.usage.input_tokens"] = usage.inputTokens;
    out["gen_ai.usage.output_tokens"] = usage.outputTokens;
    out["bartizan.usage.reported"] = usage.reported;
  }
  put("error.type", entry.problem?.code);
  out["http.response.status_code"] = entry.status;
  out["bartizan.outcome"] = entry.outcome;
  out["bartizan.mode"] = entry.mode;
  out["bartizan.dialect"] = entry.dialect;
  out["bartizan.streamed"] = entry.streamed;
  out["bartizan.duration_ms"] = entry.durationMs;
  put("bartizan.first_byte_ms", entry.firstByteMs);
  put("bartizan.upstream", entry.upstream);
  put("bartizan.cut.kind", entry.cut?.kind);
  put("bartizan.cut.rule", entry.cut?.rule);
  put("bartizan.break_glass", entry.breakGlass);
  if (entry.attempts > 1) out["bartizan.attempts"] = entry.attempts;
  if (entry.uninspected.length > 0) out["bartizan.uninspected"] = [...entry.uninspected];
  return out;
}

/** `gen_ai.security.*` of a decision. */
export function securityAttributes(
  decision: FoldedDecision,
  stageOf: (part: string) => Stage | undefined,
): Attributes {
  const { action, wouldBe, policy, hits } = decision;
  const worst = hits[0];
  const at = worst?.signals[0]?.part;
  const stage = at === undefined ? undefined : stageOf(at);
  const total = hits.reduce((sum, { signals }) => sum + signals.length, 0);
  const type = decisionType(action, hits);
  return {
    "gen_ai.guardian.name": "bartizan",
    "gen_ai.security.decision.type": type,
    ...(worst === undefined
      ? {}
      : {
          "gen_ai.security.decision.code": worst.rule,
          ...(type === "allow" ? {} : { "gen_ai.security.decision.reason": worst.reason }),
        }),
    ...(stage === undefined ? {} : { "gen_ai.security.target.type": targetTypes[stage] }),
    "gen_ai.security.policy.id": policy.digest,
    "gen_ai.security.policy.name": policy.id,
    "gen_ai.security.policy.version": policy.version,
    ...(type === "modify" ? { "gen_ai.security.content.redacted": true } : {}),
    "bartizan.decision.action": action,
    "bartizan.decision.would_be": wouldBe,
    ...(total === 0
      ? {}
      : { "gen_ai.security.findings": findingsOf(hits), "bartizan.findings.total": total }),
  };
}
