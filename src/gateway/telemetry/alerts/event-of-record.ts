import type { DecisionRecord, RuleHit, SecurityEvent } from "../../../contracts/index.ts";
import { taxonomyOf } from "./taxonomy.ts";

const actions = {
  allow: "observed",
  redact: "modified",
  rewrite: "modified",
  "require-approval": "denied",
  block: "denied",
} as const;

/**
 * The alert a record gives cause for; undefined when no rule that acts or alerts fired. Rules in shadow and
 * excepted ones are recorded only. `link` makes the address of the evidence.
 */
export function eventOfRecord(
  record: DecisionRecord,
  options: { readonly system?: string; readonly link?: (record: string) => string } = {},
): SecurityEvent | undefined {
  const { decision, attributes } = record;
  const told = decision.hits.filter(({ mode, excepted }) => mode !== "shadow" && excepted === undefined);
  const [worst] = told;
  if (worst === undefined) return undefined;
  const text = (name: string): string | undefined => {
    const value = attributes[name];
    return typeof value === "string" ? value : undefined;
  };
  const count = (name: string): number | undefined => {
    const value = attributes[name];
    return typeof value === "number" ? value : undefined;
  };
  const model = text("gen_ai.request.model") ?? text("gen_ai.response.model");
  const provider = text("gen_ai.provider.name");
  const version = text("gen_ai.response.model");
  const [inputTokens, outputTokens] = [
    count("gen_ai.usage.input_tokens"),
    count("gen_ai.usage.output_tokens"),
  ];
  const signal = worst.signals[0];
  const { atlas, owasp } = taxonomyOf(told.flatMap(({ signals }) => signals.map(({ category }) => category)));
  return {
    id: record.id,
    at: record.at,
    kind: "decision",
    rule: worst.rule,
    title: titleOf(worst, actions[decision.action]),
    message: worst.reason,
    severity: severest(told),
    ...(signal === undefined
      ? {}
      : { category: signal.category, confidence: Math.max(...worst.signals.map(({ score }) => score)) }),
    action: actions[decision.action],
    principal: record.principal,
    ...(record.session === undefined ? {} : { session: record.session }),
    ...(options.system === undefined ? {} : { system: options.system }),
    ...(model === undefined
      ? {}
      : {
          model: {
            name: model,
            ...(provider === undefined ? {} : { provider }),
            ...(version === undefined ? {} : { version }),
          },
        }),
    ...(inputTokens === undefined || outputTokens === undefined
      ? {}
      : { usage: { inputTokens, outputTokens } }),
    policy: {
      id: decision.policy.id,
      version: decision.policy.version,
      ...(worst.clause === undefined ? {} : { clause: worst.clause }),
    },
    techniques: atlas,
    ...(options.link === undefined ? {} : { link: options.link(record.id) }),
    facts: {
      operation: text("gen_ai.operation.name") ?? "unknown",
      route: record.route,
      rules: [...new Set(told.map(({ rule }) => rule))].slice(0, 20),
      detectors: [...new Set(told.flatMap(({ signals }) => signals.map(({ detector }) => detector)))].slice(
        0,
        20,
      ),
      ...(owasp.length === 0 ? {} : { owasp }),
      wouldBe: decision.wouldBe,
      ...(record.team === undefined ? {} : { team: record.team }),
      ...(record.virtualKey === undefined ? {} : { virtualKey: record.virtualKey }),
      ...(text("bartizan.break_glass") === undefined
        ? {}
        : { breakGlass: text("bartizan.break_glass") ?? "" }),
    },
  };
}

const severities = ["low", "medium", "high", "critical"] as const;

const severest = (hits: readonly RuleHit[]): RuleHit["severity"] =>
  severities[Math.max(...hits.map(({ severity }) => severities.indexOf(severity)))] ?? "critical";

const titleOf = ({ rule, mode }: RuleHit, action: SecurityEvent["action"]): string =>
  mode === "monitor" ? `Rule ${rule} saw something` : `Rule ${rule}: ${action}`;
