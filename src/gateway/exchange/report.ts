import type { GuardedRequest, GuardedResponse, TokenUsage } from "../../contracts/index.ts";
import type { Dialect, ReadRequest } from "../dialects/dialect.ts";
import type { Problem } from "../problems/index.ts";
import type { Estimate, ExchangeRecord, GatewayPorts, Outcome, Reservation } from "../ports.ts";
import type { Guarding } from "./guarding.ts";

/** Bytes of a token, where nobody counted. */
const tokenBytes = 4;

/** What a request may cost, before it is sent. */
export function estimateOf(read: ReadRequest, assumedOutput: number): Estimate {
  let units = 0;
  for (const { text } of read.parts) units += text.length;
  return {
    inputTokens: Math.ceil(units / tokenBytes),
    outputTokens: read.maxOutputTokens ?? assumedOutput,
    ...(read.model === undefined ? {} : { model: read.model }),
  };
}

/** Tokens of texts nobody counted. */
export const estimatedTokens = (units: number): number => Math.ceil(units / tokenBytes);

/** Everything known of one exchange; filled while it goes on, and reported once. */
export interface Account {
  readonly id: string;
  readonly dialect: Pick<Dialect, "id" | "operation">;
  readonly startedAt: number;
  mode: ExchangeRecord["mode"];
  guarding?: Guarding;
  read?: ReadRequest;
  request?: GuardedRequest;
  response?: GuardedResponse;
  reservation?: Reservation;
  estimate?: Estimate;
  usage?: TokenUsage;
  upstream?: string;
  answeredBy?: string;
  attempts: number;
  streamed: boolean;
  status: number;
  outcome: Outcome;
  problem?: Problem;
  reason?: string;
  cut?: { readonly kind: "policy" | "budget"; readonly rule: string };
  firstByteAt?: number;
  readonly traceparent?: string;
  uninspected: ReadonlySet<ReadRequest["uninspected"][number]>;
}

/** The record of an exchange. */
export function recordOf(account: Account, now: number): ExchangeRecord {
  const { id, dialect, startedAt, guarding, request, response, firstByteAt } = account;
  const { mode, attempts, streamed, status, outcome, problem, reason, cut, upstream, answeredBy } = account;
  const breakGlass = guarding?.breakGlass;
  return {
    id,
    dialect: dialect.id,
    operation: dialect.operation,
    ...(request === undefined ? {} : { request }),
    ...(response === undefined ? {} : { response }),
    decisions: guarding?.decisions ?? [],
    outcome,
    ...(problem === undefined ? {} : { problem }),
    ...(reason === undefined ? {} : { reason }),
    ...(cut === undefined ? {} : { cut }),
    status,
    mode,
    streamed,
    ...(upstream === undefined ? {} : { upstream }),
    ...(answeredBy === undefined ? {} : { answeredBy }),
    attempts,
    usage: usageOf(account),
    uninspected: [...account.uninspected],
    ...(account.traceparent === undefined ? {} : { traceparent: account.traceparent }),
    ...(breakGlass === undefined ? {} : { breakGlass }),
    startedAt,
    durationMs: now - startedAt,
    ...(firstByteAt === undefined ? {} : { firstByteMs: firstByteAt - startedAt }),
  };
}

/** No upstream was asked, or none gave an answer. */
const unanswered = ({ attempts, outcome, response }: Account): boolean =>
  attempts === 0 || (outcome === "failed" && response === undefined);

/** As reported; else estimated, and nothing where nothing was answered. */
function usageOf(account: Account): TokenUsage {
  const { usage, estimate, response } = account;
  if (usage !== undefined) return usage;
  if (unanswered(account)) return { inputTokens: 0, outputTokens: 0, reported: false };
  let units = 0;
  for (const { text } of response?.parts ?? []) units += text.length;
  return { inputTokens: estimate?.inputTokens ?? 0, outputTokens: estimatedTokens(units), reported: false };
}

/** Gives back what was reserved and not used; nobody waits for it. */
export function settle(account: Account, ports: GatewayPorts): void {
  const { reservation } = account;
  if (reservation === undefined) return;
  delete account.reservation;
  // What the guard refuses counts as a request; what failed for no fault of the client does not.
  const failed = unanswered(account) && account.outcome === "failed";
  const settled = (failed ? reservation.cancel?.() : undefined) ?? reservation.settle(usageOf(account));
  settled.catch(() => ports.observe({ kind: "limits-failed", opened: true }));
}
