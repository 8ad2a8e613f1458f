import type {
  GuardAction,
  GuardedExchange,
  GuardedStream,
  Part,
  PlacedSignal,
  RuleHit,
  Signal,
} from "../contracts/index.ts";
import { rule, type Match } from "./decide/decide.ts";
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

/**
 * Opens a stream that does to an answer what the policy says, piece by piece. What a rule would take out on the
 * word of a detector that cannot hold text back ends the stream: by then some of it may be on its way.
 * A rule that stops every text of this kind ends it before it begins.
 */
export function openPolicyStream(options: PolicyStreamOptions): GuardedStream {
  const { prepared, exchange, part, keys, values } = options;
  const { stage, role, source } = part;
  const redactors = new Set(
    prepared.pure.filter((detector) => detector.hold !== undefined).map(({ id }) => id),
  );
  const beforehand = rule(
    prepared.applicable(exchange),
    { parts: [part], signals: [], failures: [] },
    options.now(),
  );
  const stopped = beforehand.enforced.find(({ hit }) => stops(hit.action));
  if (stopped !== undefined) return endedStream(stopped.hit);
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
    const acting = ruling.enforced.filter(({ hit }) => hit.signals.length > 0);
    const edits = toEdits(planStretches(acting.map(inSpans), [here]), keys.hash, new Map());
    let cut: { at: number; reason: string; rule: string } | undefined;
    for (const { hit } of acting)
      for (const { start, detector } of hit.signals)
        if (
          (stops(hit.action) || (changes(hit.action) && !redactors.has(detector))) &&
          start < (cut?.at ?? Infinity)
        )
          cut = { at: start, reason: hit.reason, rule: hit.rule };
    return cut === undefined ? { edits } : { edits, cut };
  }
}

const stops = (action: GuardAction): boolean => strictnessOf(action) >= strictnessOf("require-approval");
const changes = (action: GuardAction): boolean => action === "redact" || action === "rewrite";

/** What was released stays: a rewrite of the whole text replaces what can still be replaced. */
function inSpans(match: Match): Match {
  const { rule, hit } = match;
  const signals = hit.signals.filter(({ start, end }) => start < end);
  const rewrite = rule.rewrite === undefined ? {} : { rewrite: { ...rule.rewrite, whole: false } };
  return { rule: { ...rule, ...rewrite }, hit: { ...hit, signals }, parts: [] };
}

/** A stream that lets nothing through. */
function endedStream({ reason, rule }: RuleHit): GuardedStream {
  const release = { text: "", cut: { reason, rule } };
  return { write: () => release, end: () => release, held: 0, signals: [] };
}
