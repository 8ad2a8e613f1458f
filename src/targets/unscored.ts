import type { UnscoredReason } from "../contracts/index.ts";
import { BartizanError } from "../errors/index.ts";
import type { targetErrors } from "./errors.ts";

type Key = Exclude<keyof typeof targetErrors, "catalogue">;

/** Why a trial that failed this way has no score. Every failure of this room has its reason; the compiler holds the list. */
const reasons = {
  badTemplate: "target-error",
  badConfiguration: "target-error",
  unknownKind: "target-error",
  canariesUnreadable: "target-error",
  badCertificateFile: "target-error",
  hostNotListed: "target-error",
  currencyMismatch: "target-error",
  sessionClosed: "target-error",
  undeliverable: "payload-not-delivered",
  notCaptured: "payload-not-delivered",
  captureMissing: "garbage-answer",
  surfaceMissing: "capability-missing",
  budgetExhausted: "budget-exhausted",
  killSwitch: "interrupted",
  aborted: "interrupted",
  nameNotResolved: "target-refused-transport",
  connectionRefused: "target-refused-transport",
  unreachable: "target-refused-transport",
  connectTimeout: "timeout",
  tlsFailed: "target-refused-transport",
  proxyFailed: "target-refused-transport",
  notHttp: "garbage-answer",
  connectionReset: "target-refused-transport",
  brokenAnswer: "cut-answer",
  timeout: "timeout",
  tooLarge: "cut-answer",
  redirected: "target-error",
  unauthorised: "target-error",
  rateLimited: "target-error",
  overloaded: "target-error",
  errorStatus: "target-error",
  errorBody: "target-error",
  blocked: "blocked-by-intermediary",
  emptyAnswer: "garbage-answer",
  htmlAnswer: "garbage-answer",
  notJson: "garbage-answer",
  reordered: "garbage-answer",
  unexpectedShape: "garbage-answer",
  loginFailed: "target-error",
  pollExpired: "timeout",
  pollFailed: "target-error",
  socketFailed: "target-refused-transport",
  functionFailed: "target-error",
  harnessFailed: "target-error",
} satisfies Record<Key, UnscoredReason>;

const byCode = new Map<string, UnscoredReason>(
  Object.entries(reasons).map(([key, reason]) => [codeOf(key), reason]),
);

/**
 * What a failure on the way to a target means for the trial: never a pass, never a fail.
 * An error of another room or of nobody's catalogue is still no score; its words say what it was.
 *
 * @example unscoredReasonOf(error) // { reason: "timeout", detail: "TARGETS_TIMEOUT: …" }
 */
export function unscoredReasonOf(error: unknown): {
  readonly reason: UnscoredReason;
  readonly detail: string;
} {
  if (error instanceof BartizanError) {
    return { reason: byCode.get(error.code) ?? "target-error", detail: `${error.code}: ${error.message}` };
  }
  return {
    reason: "target-error",
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

function codeOf(key: string): string {
  return `TARGETS_${key.replaceAll(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;
}
