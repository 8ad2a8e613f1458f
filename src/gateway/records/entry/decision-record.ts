import type {
  Decision,
  DecisionRecord,
  DetectorFailure,
  Edit,
  Part,
  PlacedSignal,
  Stage,
  StoredContent,
} from "../../../contracts/index.ts";
import type { ExchangeRecord } from "../../ports.ts";
import { exchangeAttributes, securityAttributes } from "./attributes.ts";
import { foldDecisions, type FoldedDecision } from "./fold.ts";

/** Signals and hits one record holds, each; how many there were stands in its attributes. */
const mostSignals = 500;

/** What is kept of the texts of an exchange: what the policy says (`keepContent` of the guard). */
export type KeepContent = (of: {
  readonly parts: readonly Part[];
  readonly signals: readonly PlacedSignal[];
  readonly edits: readonly Edit[];
  readonly failures: readonly DetectorFailure[];
}) => readonly StoredContent[];

export interface RecordOptions {
  readonly keep: KeepContent;
  /** Keyed HMAC of a text, hex, where the policy has a key for it. */
  readonly hash?: (text: string) => string;
  /** OpenTelemetry's name of the provider behind an upstream, such as `openai`. */
  readonly provider?: (upstream: string) => string | undefined;
}

/** Nothing was decided: the exchange was refused, or failed, before the guard saw it. */
const undecided: FoldedDecision = {
  action: "block",
  wouldBe: "block",
  policy: { id: "none", version: "0", digest: "" },
  hits: [],
  signals: [],
  failures: [],
  stateful: false,
  durationMicros: 0,
};

/**
 * One exchange as it is kept: request and answer in one record, with OpenTelemetry's GenAI attribute names
 * and the draft `gen_ai.security.*`. Content is there only as far as `keep` gives it back.
 */
export function decisionRecord(entry: ExchangeRecord, options: RecordOptions): DecisionRecord {
  const { request, response, decisions } = entry;
  const folded = foldDecisions(decisions);
  const about = request?.exchange;
  const stages = new Map<string, Stage>();
  for (const { at, stage } of request?.parts ?? []) stages.set(at, stage);
  for (const { at, stage } of response?.parts ?? []) if (!stages.has(at)) stages.set(at, stage);
  return {
    schemaVersion: "bartizan.decision/v1",
    id: entry.id,
    at: new Date(entry.startedAt).toISOString(),
    exchange: entry.id,
    ...(about?.session === undefined ? {} : { session: about.session }),
    direction: "exchange",
    route: about?.route ?? "none",
    principal: about?.principal ?? { id: "unknown", verified: false },
    ...(about?.virtualKey === undefined ? {} : { virtualKey: about.virtualKey }),
    ...(about?.team === undefined ? {} : { team: about.team }),
    decision: bounded(folded ?? undecided),
    attributes: {
      ...exchangeAttributes(
        entry,
        entry.upstream === undefined ? undefined : options.provider?.(entry.upstream),
      ),
      ...(folded === undefined
        ? { "bartizan.decided": false }
        : securityAttributes(folded, (part) => stages.get(part))),
      ...inputHash(entry, options),
      ...(folded !== undefined && folded.signals.length > mostSignals
        ? { "bartizan.signals.total": folded.signals.length }
        : {}),
    },
    content: [
      ...kept(request?.parts, decisions, "request", options.keep),
      ...kept(response?.parts, decisions, "response", options.keep),
    ],
  };
}

/** Nobody looked at these texts, so nobody knows what in them is confidential. */
const unseen: DetectorFailure = { detector: "all", opened: false, reason: "nothing was decided" };

function kept(
  parts: readonly Part[] | undefined,
  decisions: readonly Decision[],
  direction: Decision["direction"],
  keep: KeepContent,
): readonly StoredContent[] {
  if (parts === undefined || parts.length === 0) return [];
  const own = decisions.filter((decision) => decision.direction === direction);
  return keep({
    parts,
    signals: own.flatMap(({ signals }) => signals),
    edits: own.flatMap(({ edits }) => edits),
    failures: own.length === 0 ? [unseen] : own.flatMap(({ failures }) => failures),
  });
}

/** The hash of what the user said last, to find the same text again without keeping it. */
function inputHash({ request }: ExchangeRecord, { hash }: RecordOptions): Record<string, string> {
  const said = request?.parts.findLast(({ stage }) => stage === "input");
  return hash === undefined || said === undefined
    ? {}
    : { "gen_ai.security.content.input.hash": hash(said.text) };
}

/** At most so many, so that an exchange full of findings is not a record nobody can read. */
function bounded(decision: FoldedDecision): FoldedDecision {
  const { hits, signals, failures } = decision;
  const isSmall = hits.reduce((sum, hit) => sum + hit.signals.length + 1, 0) <= mostSignals;
  if (isSmall && signals.length <= mostSignals) return decision;
  return {
    ...decision,
    signals: signals.slice(0, mostSignals),
    hits: hits.slice(0, 50).map((hit) => ({ ...hit, signals: hit.signals.slice(0, 10) })),
    failures: failures.slice(0, 50),
  };
}
