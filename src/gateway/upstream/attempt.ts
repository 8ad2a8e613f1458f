import type { Dispatcher } from "undici";
import { problem, WireError } from "../problems/index.ts";

/** Takes an answer's body as it arrives. */
export interface BodySink {
  data(chunk: Buffer): void;
  end(): void;
  /** The connection broke, or a time limit passed. */
  error(error: Error): void;
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** An answer that has begun. Its body waits until somebody reads it. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  read(sink: BodySink): void;
  pause(): void;
  resume(): void;
  /** Ends the connection; the sink hears nothing more. */
  abort(): void;
}

/** Bytes kept before anybody reads; then the upstream is paused. */
const early = 65_536;

/** What is said to `abort` when it is we who end it. */
class Ended extends Error {}

/** One attempt: undici calls it while the answer arrives. No stream objects, one promise. */
export class Attempt implements Dispatcher.DispatchHandler, Answer {
  status = 0;
  headers: AnswerHeaders = {};
  /** Whether the request has been given to a connection: then the upstream may have acted on it. */
  sent = false;
  #controller: Dispatcher.DispatchController | undefined;
  #sink: BodySink | undefined;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #ended = false;
  #error: Error | undefined;
  #aborted = false;
  readonly #begun: (answer: Answer) => void;
  readonly #failed: (error: Error) => void;

  constructor(begun: (answer: Answer) => void, failed: (error: Error) => void) {
    this.#begun = begun;
    this.#failed = failed;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#aborted) controller.abort(new Ended());
    this.sent = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    if (status < 200) return;
    this.#controller = controller;
    this.status = status;
    this.headers = headers;
    this.#begun(this);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#aborted) return;
    if (this.#sink !== undefined) this.#sink.data(chunk);
    else {
      this.#waiting.push(chunk);
      this.#waitingBytes += chunk.length;
      if (this.#waitingBytes > early) controller.pause();
    }
  }

  onResponseEnd(): void {
    this.#ended = true;
    if (!this.#aborted) this.#sink?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#error = error;
    if (this.#aborted) {
      if (this.status === 0) this.#failed(error);
    } else if (this.status === 0) this.#failed(error);
    else this.#sink?.error(error);
  }

  read(sink: BodySink): void {
    this.#sink = sink;
    for (const chunk of this.#waiting) sink.data(chunk);
    this.#waiting = [];
    if (this.#aborted) return;
    if (this.#error !== undefined) sink.error(this.#error);
    else if (this.#ended) sink.end();
    else if (this.#controller?.paused === true) this.#controller.resume();
  }

  pause(): void {
    if (!this.#ended) this.#controller?.pause();
  }

  resume(): void {
    if (!this.#ended && !this.#aborted) this.#controller?.resume();
  }

  abort(): void {
    if (this.#aborted || this.#ended) return;
    this.#aborted = true;
    this.#waiting = [];
    this.#controller?.abort(new Ended());
  }
}

const timedOut = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"]);

/** A failure of a connection as the client is told of it. Never repeats what the system says: it may name hosts. */
export function connectionProblem(error: Error, upstream: string): WireError {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return timedOut.has(code)
    ? new WireError(problem("upstream-timeout", `The upstream \`${upstream}\` did not answer in time.`), {
        cause: error,
      })
    : new WireError(problem("upstream-failed", `The connection to the upstream \`${upstream}\` failed.`), {
        cause: error,
      });
}
