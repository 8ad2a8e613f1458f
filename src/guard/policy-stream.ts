import type { GuardedExchange, GuardedStream, Part, PlacedSignal, Signal } from "../contracts/index.ts";
import { rule } from "./decide/decide.ts";
import { failureOf } from "./decide/failures.ts";
import { strictnessOf } from "./policy/compiled-rule.ts";
import type { PreparedPolicy } from "./policy/prepare.ts";
import type { PolicyKeys } from "./redact/keys.ts";
import { planStretches, toEdits } from "./redact/plan-edits.ts";
import { createRestoring } from "./redact/restore.ts";
import { openGuardedStream, type StreamDecision } from "./stream/index.ts";

export interface PolicyStreamOptions {
  readonly prepared: PreparedPolicy;
  readonly exchange: GuardedExchange;
  /** Which text it is; its own `text` is empty. */
  readonly part: Part;
  readonly now: () => number;
  readonly keys: PolicyKeys;
  /** Tokens to be turned back. */
  readonly values: ReadonlyMap<string, string>;
  readonly maxHeld?: number;
}

/** Opens a stream that does to an answer what the policy says, piece by piece. */
export function openPolicyStream(options: PolicyStreamOptions): GuardedStream {
  const { prepared, exchange, part, keys, values } = options;
  const { stage, role, source } = part;
  return openGuardedStream({
    inspection: { stage, role, context: exchange.context, ...(source === undefined ? {} : { source }) },
    detectors: prepared.pure,
    decide: decideOn,
    ...(values.size === 0 ? {} : { restoring: createRestoring(values, stage === "tool-call") }),
    ...(options.maxHeld === undefined ? {} : { maxHeld: options.maxHeld }),
    goesOn: ({ id }) => failureOf(prepared, exchange, id, "It threw an error.").opened,
  });

  function decideOn(signals: readonly Signal[], text: string): StreamDecision {
    const here: Part = { ...part, text };
    const placed: readonly PlacedSignal[] = signals.map((signal) => ({ ...signal, part: part.at }));
    const ruling = rule(
      prepared.applicable(exchange),
      { parts: [here], signals: placed, failures: [] },
      options.now(),
    );
    const edits = toEdits(planStretches(ruling.enforced, [here]), keys.hash, new Map());
    const stopping = ruling.enforced.filter(
      ({ hit }) => strictnessOf(hit.action) >= strictnessOf("require-approval") && hit.signals.length > 0,
    );
    const [first] = stopping;
    if (first === undefined) return { edits };
    const at = Math.min(...stopping.flatMap(({ hit }) => hit.signals.map(({ start }) => start)));
    return { edits, cut: { at, reason: first.hit.reason, rule: first.hit.rule } };
  }
}
