import type { RiskCategory } from "./detector.ts";
import type { Principal } from "./exchange.ts";
import type { JsonValue } from "./json.ts";

/**
 * What a security team is told: a decision of the guard, an alert of a monitor, a step of an incident.
 * The writers under `report/events` turn it into OCSF, ECS, CEF, syslog, Splunk HEC or a webhook body by
 * pure functions. It never holds the text of an exchange.
 */
export interface SecurityEvent {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: "decision" | "alert" | "incident" | "health";
  /** Stable name of the rule, monitor or condition. */
  readonly rule: string;
  readonly title: string;
  readonly message: string;
  readonly severity: "informational" | "low" | "medium" | "high" | "critical";
  readonly category?: RiskCategory;
  /** 0 to 1. */
  readonly confidence?: number;
  readonly action: "allowed" | "denied" | "modified" | "observed";
  readonly principal?: Principal;
  readonly session?: string;
  readonly address?: string;
  readonly system?: string;
  readonly model?: { readonly name: string; readonly provider?: string; readonly version?: string };
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
  readonly policy?: { readonly id: string; readonly version: string; readonly clause?: string };
  /** Technique ids, such as ATLAS `AML.T0051.000`. */
  readonly techniques: readonly string[];
  /** Link to the evidence, and facts that fit nowhere else. */
  readonly link?: string;
  readonly facts: Readonly<Record<string, JsonValue>>;
}
