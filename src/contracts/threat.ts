import type { JsonValue } from "./json.ts";

/** A fact of the manifest that made a rule fire: "because F12 carries third-party text into orch". */
export interface MatchedFact {
  /** The condition's path, such as `f.src.kind`, or `reach`. */
  readonly path: string;
  readonly value: JsonValue;
  readonly because: string;
}

export type Band = "low" | "medium" | "high" | "critical";
export type Stride = "S" | "T" | "R" | "I" | "D" | "E";

/** An instantiated rule: what, where, by whom, and which facts matched. */
export interface Threat {
  /** `<rule>@<element>`, such as `T02@F12`. */
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  /** Id of the component or flow; `sys` for the system. */
  readonly element: string;
  readonly target: "component" | "flow" | "system";
  /** The components whose change makes evidence about this threat stale; empty means the whole system. */
  readonly components: readonly string[];
  readonly actor: string;
  readonly stride: readonly Stride[];
  /** 1 to 5. */
  readonly likelihood: number;
  /** 1 to 5. */
  readonly impact: number;
  readonly band: Band;
  readonly matched: readonly MatchedFact[];
  readonly references: {
    readonly atlas: readonly string[];
    readonly owaspLlm2025: readonly string[];
    readonly owaspLlm2026: readonly string[];
    readonly owaspAgentic: readonly string[];
    readonly aiExchange: readonly string[];
  };
  /** What would cover it: ids of tests, guards, monitors and playbooks. */
  readonly coveredBy: {
    readonly tested: readonly string[];
    readonly guarded: readonly string[];
    readonly watched: readonly string[];
    readonly rehearsed: readonly string[];
  };
  readonly mitigations: readonly string[];
}
