import type { Decision, Stage } from "../../../contracts/index.ts";
import type { ExchangeRecord } from "../../ports.ts";
import {
  exchangeAttributes,
  findingsOf,
  foldDecisions,
  securityAttributes,
  type Attributes,
} from "../../records/index.ts";
import { keyValues, type KeyValue } from "./any-value.ts";
import { childId, contextOf, type TraceContext } from "./traceparent.ts";

/** A span as OTLP/HTTP carries it in JSON: ids in hex, times in nanoseconds as text. */
export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly flags: number;
  readonly name: string;
  /** 1 internal, 2 server. */
  readonly kind: 1 | 2;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly events?: readonly {
    readonly timeUnixNano: string;
    readonly name: string;
    readonly attributes: readonly KeyValue[];
  }[];
  /** 0 unset, 2 error. */
  readonly status: { readonly code: 0 | 2; readonly message?: string };
}

const nano = (milliseconds: number): string => `${Math.max(0, Math.round(milliseconds * 1_000))}000`;

/**
 * The spans of one exchange: the gateway's, and below it one `apply_guardrail` for each decision, with an event
 * `gen_ai.security.finding` for each finding. No content.
 */
export function spansOf(
  entry: ExchangeRecord,
  options: { readonly parent?: TraceContext; readonly provider?: string } = {},
): OtlpSpan[] {
  const { parent, provider } = options;
  const own = contextOf(entry.id, parent);
  const end = entry.startedAt + entry.durationMs;
  const flags = own.sampled ? 1 : 0;
  const model = entry.request?.exchange.model;
  const isError = entry.outcome === "failed";
  const gateway: OtlpSpan = {
    traceId: own.traceId,
    spanId: own.spanId,
    ...(parent === undefined ? {} : { parentSpanId: parent.spanId }),
    flags,
    name: model === undefined ? entry.operation : `${entry.operation} ${model.slice(0, 200).toWellFormed()}`,
    kind: 2,
    startTimeUnixNano: nano(entry.startedAt),
    endTimeUnixNano: nano(end),
    attributes: keyValues({ ...exchangeAttributes(entry, provider), "bartizan.exchange": entry.id }),
    status: isError ? { code: 2, message: entry.problem?.code ?? "failed" } : { code: 0 },
  };
  return [gateway, ...entry.decisions.map((decision, index) => guardrail(entry, decision, index, own))];
}

function guardrail(entry: ExchangeRecord, decision: Decision, index: number, own: TraceContext): OtlpSpan {
  const parts = decision.direction === "request" ? entry.request?.parts : entry.response?.parts;
  const stageOf = (at: string): Stage | undefined => parts?.find((part) => part.at === at)?.stage;
  const folded = foldDecisions([decision]);
  const { ["gen_ai.security.findings"]: _, ...security }: Attributes =
    folded === undefined ? {} : securityAttributes(folded, stageOf);
  const decided = Date.parse(decision.at);
  const end = Number.isFinite(decided) ? decided : entry.startedAt + entry.durationMs;
  const session = entry.request?.exchange.session;
  return {
    traceId: own.traceId,
    spanId: childId(entry.id, `${index} ${decision.id}`),
    parentSpanId: own.spanId,
    flags: own.sampled ? 1 : 0,
    name: "apply_guardrail bartizan",
    kind: 1,
    startTimeUnixNano: nano(end - decision.durationMicros / 1_000),
    endTimeUnixNano: nano(end),
    attributes: keyValues({
      "gen_ai.operation.name": "apply_guardrail",
      // OpenInference's kind, which Langfuse and Phoenix read.
      "openinference.span.kind": "GUARDRAIL",
      ...(session === undefined ? {} : { "gen_ai.conversation.id": session }),
      "gen_ai.security.target.type": decision.direction === "request" ? "llm_input" : "llm_output",
      ...security,
    }),
    events: findingsOf(decision.hits).map((finding) => ({
      timeUnixNano: nano(end),
      name: "gen_ai.security.finding",
      attributes: keyValues(finding),
    })),
    status: decision.failures.some(({ opened }) => !opened)
      ? { code: 2, message: "a detector failed" }
      : { code: 0 },
  };
}
