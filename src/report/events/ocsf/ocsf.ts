import { isIP } from "node:net";
import type { JsonObject, SecurityEvent } from "../../../contracts/index.ts";
import type { EventContext } from "../event-writer.ts";

/** The version of OCSF that brought the `ai_operation` profile to API Activity. */
export const defaultOcsfVersion = "1.8.0";

const severities = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 } as const;
const severityNames = {
  informational: "Informational",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
} as const;

/** `action_id` and `disposition_id` of the Security Control profile. What was redacted was let through, corrected. */
const outcomes = {
  allowed: { action_id: 1, action: "Allowed", disposition_id: 1, disposition: "Allowed" },
  denied: { action_id: 2, action: "Denied", disposition_id: 2, disposition: "Blocked" },
  modified: { action_id: 1, action: "Allowed", disposition_id: 11, disposition: "Corrected" },
  observed: { action_id: 1, action: "Allowed", disposition_id: 17, disposition: "Logged" },
} as const;

/** What every OCSF event of ours carries. */
export function ocsfBase(
  event: SecurityEvent,
  { product, ocsfVersion = defaultOcsfVersion }: EventContext,
  kind: {
    readonly category: number;
    readonly class: number;
    readonly activity: number;
    readonly profiles: readonly string[];
  },
): JsonObject {
  return {
    category_uid: kind.category,
    class_uid: kind.class,
    activity_id: kind.activity,
    type_uid: kind.class * 100 + kind.activity,
    time: timeOf(event),
    severity_id: severities[event.severity],
    severity: severityNames[event.severity],
    message: event.message,
    metadata: {
      version: ocsfVersion,
      uid: event.id,
      product: { vendor_name: product.vendor, name: product.name, version: product.version },
      profiles: [...kind.profiles],
    },
  };
}

/** The Security Control profile: what was done, by which policy, with which confidence. */
export function securityControl(event: SecurityEvent): JsonObject {
  const { action, confidence, policy, techniques, severity } = event;
  return {
    ...outcomes[action],
    is_alert: action === "denied" || severity === "high" || severity === "critical",
    ...(confidence === undefined
      ? {}
      : {
          confidence_score: Math.round(Math.min(1, Math.max(0, confidence)) * 100),
          confidence_id: confidence < 0.4 ? 1 : confidence < 0.75 ? 2 : 3,
        }),
    ...(policy === undefined
      ? {}
      : {
          policy: {
            uid: policy.id,
            name: policy.id,
            version: policy.version,
            ...(policy.clause === undefined ? {} : { desc: policy.clause }),
          },
        }),
    ...(techniques.length === 0 ? {} : { attacks: attacksOf(techniques) }),
  };
}

export const attacksOf = (techniques: readonly string[]): JsonObject[] =>
  techniques.map((uid) => ({ technique: { uid } }));

export const timeOf = ({ at }: SecurityEvent): number => {
  const time = Date.parse(at);
  return Number.isFinite(time) ? time : 0;
};

/** Who acted; OCSF wants at least one way to tell. */
export function actorOf({ principal, session }: SecurityEvent): JsonObject {
  return {
    user: {
      uid: principal?.id ?? "unknown",
      type_id: principal === undefined ? 0 : 1,
      ...(principal?.role === undefined ? {} : { groups: [{ name: principal.role }] }),
    },
    ...(session === undefined ? {} : { session: { uid: session } }),
  };
}

/** Where it came from; an address that is no IP address is a name. */
export function sourceOf({ address }: SecurityEvent): JsonObject {
  return address === undefined
    ? { name: "unknown" }
    : isIP(address) > 0
      ? { ip: address }
      : { name: address };
}

/** What OCSF has no place for. */
export function unmapped(event: SecurityEvent): JsonObject {
  return {
    rule: event.rule,
    kind: event.kind,
    ...(event.category === undefined ? {} : { category: event.category }),
    ...(event.system === undefined ? {} : { system: event.system }),
    ...(event.principal === undefined ? {} : { principal_verified: event.principal.verified }),
    ...(Object.keys(event.facts).length === 0 ? {} : { facts: event.facts }),
  };
}
