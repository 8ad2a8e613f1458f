import { isIP } from "node:net";
import type { JsonObject, SecurityEvent } from "../../../contracts/index.ts";
import { boundedEvent } from "../bounded-event.ts";
import type { EventWriter } from "../event-writer.ts";

const severities = { informational: 10, low: 21, medium: 47, high: 73, critical: 99 } as const;
const types = { allowed: "allowed", denied: "denied", modified: "info", observed: "info" } as const;
/** The words of the guardrail integrations whose rules Elastic ships. */
const policyActions = {
  allowed: "NONE",
  denied: "BLOCKED",
  modified: "ANONYMIZED",
  observed: "NONE",
} as const;

/** Elastic Common Schema 8, with the `gen_ai.*` fields that Elastic's own detection rules read. */
export const writer: EventWriter = {
  id: "ecs",
  about: "Elastic Common Schema, with gen_ai fields",
  mediaType: "application/json",
  write(given, { product, host }) {
    const event = boundedEvent(given);
    const { principal, address, techniques, policy, link } = event;
    const isAlert =
      event.kind !== "health" &&
      (event.action === "denied" || event.action === "modified" || severities[event.severity] >= 47);
    return JSON.stringify({
      "@timestamp": event.at,
      ecs: { version: "8.17.0" },
      message: event.message,
      event: {
        kind: isAlert ? "alert" : "event",
        category: [event.kind === "health" ? "configuration" : "intrusion_detection"],
        type: [event.kind === "health" ? "info" : types[event.action]],
        id: event.id,
        action: `guard-${event.action}`,
        code: event.rule,
        reason: event.title,
        module: "bartizan",
        dataset: `bartizan.${event.kind}`,
        severity: severities[event.severity],
        ...(link === undefined ? {} : { reference: link }),
      },
      rule: {
        id: event.rule,
        name: event.title,
        ...(event.category === undefined ? {} : { category: event.category }),
        ...(policy === undefined ? {} : { ruleset: policy.id, version: policy.version }),
      },
      observer: {
        vendor: product.vendor,
        product: product.name,
        version: product.version,
        type: "guardrail",
        hostname: host,
      },
      ...(principal === undefined
        ? {}
        : {
            user: { id: principal.id, ...(principal.role === undefined ? {} : { roles: [principal.role] }) },
          }),
      ...(address === undefined
        ? {}
        : { source: isIP(address) > 0 ? { address, ip: address } : { address } }),
      ...(techniques.length === 0
        ? {}
        : { threat: { framework: "MITRE ATLAS", technique: { id: techniques } } }),
      gen_ai: genAi(event),
      bartizan: {
        kind: event.kind,
        facts: JSON.stringify(event.facts),
        ...(event.system === undefined ? {} : { system: event.system }),
        ...(principal === undefined ? {} : { principal_verified: principal.verified }),
      },
    });
  },
};

function genAi({
  action,
  policy,
  principal,
  model,
  usage,
  rule,
  category,
  confidence,
  session,
}: SecurityEvent): JsonObject {
  const violated = action === "denied" || action === "modified";
  return {
    guardrail_id: policy?.id ?? "bartizan",
    policy: {
      name: rule,
      action: policyActions[action],
      ...(confidence === undefined
        ? {}
        : { confidence: confidence < 0.4 ? "LOW" : confidence < 0.75 ? "MEDIUM" : "HIGH" }),
    },
    compliance: {
      violation_detected: violated,
      ...(violated ? { violation_code: (category ?? rule).toUpperCase().replaceAll("-", "_") } : {}),
    },
    ...(principal === undefined ? {} : { user: { id: principal.id } }),
    ...(model === undefined
      ? {}
      : {
          request: {
            model: { id: model.name, ...(model.version === undefined ? {} : { version: model.version }) },
          },
        }),
    ...(usage === undefined
      ? {}
      : {
          usage: {
            ...(usage.inputTokens === undefined ? {} : { prompt_tokens: usage.inputTokens }),
            ...(usage.outputTokens === undefined ? {} : { completion_tokens: usage.outputTokens }),
          },
        }),
    ...(session === undefined ? {} : { conversation: { id: session } }),
    ...(model?.provider === undefined ? {} : { provider: { name: model.provider } }),
  };
}
