/** What can be wrong with an exchange, as far as a client is told. */
export const problemKinds = [
  "blocked",
  "approval-required",
  "bad-request",
  "unauthenticated",
  "forbidden",
  "not-found",
  "too-large",
  "limited",
  "upstream-failed",
  "upstream-timeout",
  "unavailable",
  "internal",
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Told to the client in its own protocol. Holds no text of the exchange and no secret. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly status: number;
  /** Stable, such as `bartizan_blocked`. */
  readonly code: string;
  /** One sentence for a person. */
  readonly message: string;
  /** Id of the exchange, to be found in the records. */
  readonly exchange?: string;
  /** Id of the decision behind it. */
  readonly decision?: string;
  /** Ids of the rules that fired. */
  readonly rules?: readonly string[];
  /** The field it is about, as a JSON pointer. */
  readonly at?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

const statuses: Readonly<Record<ProblemKind, number>> = {
  blocked: 403,
  "approval-required": 403,
  "bad-request": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  "too-large": 413,
  limited: 429,
  "upstream-failed": 502,
  "upstream-timeout": 504,
  unavailable: 503,
  internal: 500,
};

/**
 * A problem with the status and code its kind has.
 *
 * @example problem("limited", "The key's budget is used up.", { retryAfter: 30 }).code // "bartizan_limited"
 */
export function problem(
  kind: ProblemKind,
  message: string,
  more: Partial<Omit<Problem, "kind" | "message">> = {},
): Problem {
  return { kind, message, status: statuses[kind], code: `bartizan_${kind.replaceAll("-", "_")}`, ...more };
}

/** Ends the handling of an exchange with a problem that the client is told. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly problem: Problem;
  /** Headers the client is told beside it. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the record; never told. */
  readonly reason: string | undefined;

  constructor(
    problem: Problem,
    options: ErrorOptions & {
      readonly headers?: Readonly<Record<string, string>>;
      readonly reason?: string;
    } = {},
  ) {
    super(problem.message, options);
    this.problem = problem;
    this.headers = options.headers ?? {};
    this.reason = options.reason;
  }
}

/** A request that cannot be understood; `at` is a JSON pointer. */
export const badRequest = (message: string, at?: string): WireError =>
  new WireError(problem("bad-request", message, at === undefined ? {} : { at }));

/** An answer of the upstream that cannot be understood. */
export const unreadableAnswer = (message: string, cause?: unknown): WireError =>
  new WireError(problem("upstream-failed", message, { code: "bartizan_upstream_unreadable" }), { cause });

/** Reads an answer with what also reads requests: what would be the client's mistake there is the upstream's here. */
export function readAnswer<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireError) || error.problem.kind !== "bad-request") throw error;
    throw unreadableAnswer(`The upstream's answer cannot be understood: ${error.problem.message}`, error);
  }
}
