import { problem, WireError } from "../problems/index.ts";
import type { GatewayPorts } from "../ports.ts";
import { connectionProblem, type Answer } from "./attempt.ts";
import { delayBefore, isFailure, mayPass, retryAfterOf } from "./retry.ts";
import type { Upstream, WireRequest } from "./upstream.ts";

/** What is to be sent, whoever takes it. */
export interface Sending {
  /** In the order they are tried. */
  readonly upstreams: readonly Upstream[];
  /** The request as this upstream wants it. */
  readonly requestFor: (upstream: Upstream) => WireRequest;
  /** False: it is sent again only if it never reached an upstream. */
  readonly repeatable: boolean;
  readonly client: Departure;
}

/**
 * Whether the client still waits. A much lighter `AbortSignal` with room for one listener: one of them is
 * made for every request.
 */
export class Departure {
  gone = false;
  #listener: (() => void) | undefined;

  /** Sets who is told; replaces the one before. */
  tell(listener: (() => void) | undefined): void {
    this.#listener = listener;
  }

  leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.#listener?.();
  }
}

export interface Sent {
  readonly answer: Answer;
  readonly upstream: Upstream;
  /** All attempts, this one too. */
  readonly attempts: number;
}

/** Said when the client has gone; nobody is there to be told. */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
}

/**
 * Sends a request to the first upstream that takes it: retries with growing waits, then the next upstream.
 * The last answer is given back whatever its status; a missing one is thrown.
 *
 * @throws WireError when no upstream answered, ClientGone when nobody waits any more
 */
export async function send(sending: Sending, ports: GatewayPorts): Promise<Sent> {
  let attempts = 0;
  let last: WireError | undefined;
  const admitted = sending.upstreams;
  for (const [place, upstream] of admitted.entries()) {
    const isLast = place === admitted.length - 1;
    for (let attempt = 0; ; attempt++) {
      if (!upstream.circuit.admit()) break;
      attempts += 1;
      const result = await once(upstream, sending, ports);
      const tried = judge(result, upstream, sending.repeatable);
      const wait = tried.again
        ? waitBefore(attempt, upstream, "answer" in result ? result.answer : undefined, ports)
        : undefined;
      const giveUp = !tried.again || (wait === undefined && isLast);
      report(upstream, result, giveUp, ports);
      if ("answer" in result) {
        if (giveUp) return { answer: result.answer, upstream, attempts };
        discard(result.answer);
        last = unavailable(upstream, result.answer, ports);
      } else {
        last = connectionProblem(result.error, upstream.config.id);
        if (!tried.again) throw last;
      }
      if (wait === undefined) break;
      await pause(wait * 1_000, sending.client);
    }
  }
  throw (
    last ?? new WireError(problem("unavailable", "No upstream takes requests at present.", { retryAfter: 5 }))
  );
}

function unavailable(upstream: Upstream, { status, headers }: Answer, ports: GatewayPorts): WireError {
  const { id } = upstream.config;
  if (status !== 429)
    return new WireError(problem("upstream-failed", `The upstream \`${id}\` is not available.`));
  const retryAfter = retryAfterOf(headers, ports.now());
  const more = { code: "bartizan_upstream_limited", ...(retryAfter === undefined ? {} : { retryAfter }) };
  return new WireError(problem("limited", `The upstream \`${id}\` takes no more requests at present.`, more));
}

type Result = ({ readonly answer: Answer } | { readonly error: Error; readonly sent: boolean }) & {
  readonly durationMs: number;
};

async function once(
  upstream: Upstream,
  { client, requestFor }: Sending,
  ports: GatewayPorts,
): Promise<Result> {
  if (client.gone) throw new ClientGone();
  const startedAt = ports.now();
  const result = await upstream.attempt(requestFor(upstream), (abort) => client.tell(abort));
  client.tell(undefined);
  if (client.gone) {
    upstream.circuit.abandoned();
    if ("answer" in result) result.answer.abort();
    throw new ClientGone();
  }
  return { ...result, durationMs: ports.now() - startedAt };
}

/** Tells the circuit how it went, and whether another attempt makes sense. */
function judge(result: Result, upstream: Upstream, repeatable: boolean): { readonly again: boolean } {
  if ("error" in result) {
    upstream.circuit.failed();
    return { again: repeatable || !result.sent };
  }
  const { status } = result.answer;
  if (isFailure(status)) upstream.circuit.failed();
  else upstream.circuit.succeeded();
  // 429 and 503 say that nothing was done; what other failures did is not known.
  return { again: mayPass(status) && (repeatable || status === 429 || status === 503) };
}

/** Seconds until the next attempt here; undefined: no further one. */
function waitBefore(
  attempt: number,
  upstream: Upstream,
  answer: Answer | undefined,
  ports: GatewayPorts,
): number | undefined {
  const { retries } = upstream.config;
  if (attempt >= retries.attempts) return undefined;
  const retryAfter = answer === undefined ? undefined : retryAfterOf(answer.headers, ports.now());
  return delayBefore(attempt, retries, ports.random(), retryAfter);
}

function report(upstream: Upstream, result: Result, giveUp: boolean, ports: GatewayPorts): void {
  const { durationMs } = result;
  const event = { kind: "upstream-attempt", upstream: upstream.config.id, durationMs } as const;
  if ("error" in result) ports.observe({ ...event, result: giveUp ? "failed" : "retried" });
  else ports.observe({ ...event, result: giveUp ? "answered" : "retried", status: result.answer.status });
}

/** Bytes of an unwanted answer that are read so that the connection can be used again. */
const discarded = 65_536;

function discard(answer: Answer): void {
  let bytes = 0;
  answer.read({
    data: (chunk) => {
      bytes += chunk.length;
      if (bytes > discarded) answer.abort();
    },
    end: () => {},
    error: () => {},
  });
}

function pause(ms: number, client: Departure): Promise<void> {
  if (client.gone) return Promise.reject(new ClientGone());
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      client.tell(undefined);
      resolve();
    }, ms);
    client.tell(() => {
      clearTimeout(timer);
      reject(new ClientGone());
    });
  });
}
