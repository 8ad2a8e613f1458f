import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonValue } from "../../contracts/index.ts";
import { uninspectedKinds, type Dialect, type RawRequest } from "../dialects/dialect.ts";
import { clientHeaders, flatHeaders, requestBody, upstreamHeaders, writeReply } from "../http/index.ts";
import { applyEdits } from "../parts/index.ts";
import { badRequest, problem, unreadableAnswer, WireError, type Problem } from "../problems/index.ts";
import type { Caller, Reserved } from "../ports.ts";
import { ClientGone, Departure, send, type Sent, type Upstream } from "../upstream/index.ts";
import { admit, identified, type Admitted, type GatewayContext } from "./admit.ts";
import { forwarded } from "./forward.ts";
import { Guarding, stopProblem } from "./guarding.ts";
import { estimateOf, recordOf, settle, type Account } from "./report.ts";
import { StreamedAnswer } from "./stream.ts";
import { answerJson, guardedAnswer, uneditable, wholeBody } from "./unary.ts";

/** How an exchange ends: what is left to be sent once its record is written. */
type Release = (instead?: Problem) => void;

const bodiless: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE"]);
const everything: ReadonlySet<(typeof uninspectedKinds)[number]> = new Set(uninspectedKinds);

/** One request and its answer, from the first byte to the record. */
export class Exchange {
  readonly #context: GatewayContext;
  readonly #dialect: Dialect;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #caller: Caller;
  readonly #query: string;
  readonly #client = new Departure();
  readonly #account: Account;
  #timer: NodeJS.Timeout | undefined;
  #timedOut = false;
  /** Token counts were asked for by us alone. */
  #hidesUsage = false;
  #streamed: StreamedAnswer | undefined;

  constructor(
    context: GatewayContext,
    dialect: Dialect,
    wire: {
      readonly request: IncomingMessage;
      readonly response: ServerResponse;
      readonly path: string;
      readonly query: string;
    },
  ) {
    const { request, response, path, query } = wire;
    this.#context = context;
    this.#dialect = dialect;
    this.#request = request;
    this.#response = response;
    this.#query = query;
    this.#caller = {
      method: request.method ?? "GET",
      path,
      headers: flatHeaders(request.headers),
      address: request.socket.remoteAddress ?? "",
    };
    const { traceparent } = this.#caller.headers;
    this.#account = {
      id: context.ports.newId(),
      ...(traceparent === undefined ? {} : { traceparent }),
      dialect,
      startedAt: context.ports.now(),
      mode: "inline",
      attempts: 0,
      streamed: false,
      status: 0,
      outcome: "answered",
      uninspected: new Set(),
    };
  }

  /** Handles it to its end. Never throws. */
  async run(): Promise<void> {
    const { ports, config } = this.#context;
    ports.observe({ kind: "started", dialect: this.#dialect.id });
    this.#response.on("close", () => {
      if (!this.#response.writableFinished) this.#leave();
    });
    let release: Release;
    try {
      release = await this.#handle();
    } catch (error) {
      release = this.#failed(error);
    }
    clearTimeout(this.#timer);
    settle(this.#account, ports);
    const record = recordOf(this.#account, ports.now());
    ports.observe({ kind: "ended", record, guardMicros: this.#account.guarding?.guardMicros ?? 0 });
    const kept = keep(ports.record.bind(ports), record).then(
      () => undefined,
      () => {
        ports.observe({ kind: "record-failed", exchange: record.id });
        return problem("unavailable", "What happened cannot be recorded, and nothing passes unrecorded.", {
          code: "bartizan_record_failed",
          exchange: record.id,
        });
      },
    );
    try {
      release(config.durable && record.mode === "inline" ? await kept : undefined);
    } catch {
      this.#response.destroy();
    }
  }

  async #handle(): Promise<Release> {
    const { ports, config, allowed } = this.#context;
    const account = this.#account;
    const known = await identified(ports, this.#caller);
    this.#dialect.readHead?.(this.#caller.headers);
    const { value, bytes } = await requestBody(this.#request, config.limits);
    // No dialect reads one, so it would pass unseen.
    if (value !== undefined && bodiless.has(this.#caller.method))
      throw badRequest(`A ${this.#caller.method} request takes no body here.`);
    const identity = value === undefined ? known : (ports.withBody?.(known, value) ?? known);
    const raw: RawRequest = {
      ...this.#caller,
      query: this.#query,
      body: value,
      allowed: config.mode === "mirror" ? everything : allowed,
    };
    const about = { id: account.id, raw, bytes: bytes.length, identity, caller: this.#caller };
    const admitted = admit(this.#context, this.#dialect, about);
    const mirror = admitted.route.mode === "mirror";
    const deadlineMs = config.guardSeconds * 1_000;
    const guarding = new Guarding(ports, { deadlineMs, mirror, exchange: account.id });
    account.mode = mirror ? "mirror" : "inline";
    account.guarding = guarding;
    account.read = admitted.read;
    account.request = admitted.guarded;
    account.uninspected = new Set(admitted.read.uninspected);
    await this.#reserve(admitted, guarding, mirror);
    if (mirror) return this.#mirror(admitted, guarding, bytes);
    const verdict = await guarding.request(admitted.guarded);
    if (!verdict.allowed) throw stopProblem(verdict.decision, "request");
    if (verdict.edits.length > 0) {
      try {
        applyEdits(value ?? null, admitted.read.parts, verdict.edits);
      } catch (cause) {
        throw uneditable(cause);
      }
    }
    const sent = await this.#send(admitted, (upstream) => {
      const { body, askedForUsage } = forwarded(value, admitted.read, this.#dialect, upstream.config);
      this.#hidesUsage = askedForUsage;
      return body;
    });
    return this.#isStream(sent) ? this.#stream(sent, admitted, guarding, false) : this.#whole(sent);
  }

  /** Sets tokens aside; without counters it goes on only where the configuration says so. */
  async #reserve({ read, guarded }: Admitted, guarding: Guarding, mirror: boolean): Promise<void> {
    const { ports, config } = this.#context;
    const estimate = estimateOf(read, config.limits.assumedOutputTokens);
    this.#account.estimate = estimate;
    let reserved: Reserved;
    try {
      const answer = ports.reserve(guarded.exchange, guarding.guard.budgets(guarded.exchange), estimate);
      reserved = answer instanceof Promise ? await answer : answer;
    } catch (cause) {
      const opened = mirror || config.limits.onError === "open";
      ports.observe({ kind: "limits-failed", opened });
      if (opened) return;
      throw new WireError(problem("unavailable", "Budgets cannot be counted at present."), { cause });
    }
    if (reserved.ok) this.#account.reservation = reserved.reservation;
    else if (!mirror) {
      const { budget, retryAfter, headers = {} } = reserved;
      const more = { rules: [budget], ...(Number.isFinite(retryAfter) ? { retryAfter } : {}) };
      throw new WireError(problem("limited", `The budget \`${budget}\` is used up.`, more), { headers });
    }
  }

  async #send(
    { read, route }: Admitted,
    bodyFor: (upstream: Upstream) => string | Buffer | undefined,
  ): Promise<Sent> {
    const { config, ports } = this.#context;
    const extra = [...(this.#dialect.requestHeaders ?? []), ...config.forwardHeaders];
    const total = Math.max(...route.upstreams.map(({ config }) => config.timeouts.total));
    this.#timer = setTimeout(() => this.#expire(), total * 1_000);
    const sent = await send(
      {
        upstreams: route.upstreams,
        repeatable: read.repeatable,
        client: this.#client,
        requestFor: (upstream) => {
          this.#account.attempts += 1;
          this.#account.upstream = upstream.config.id;
          const body = bodyFor(upstream);
          const passthrough = upstream.config.auth === "passthrough";
          const about = { passthrough, hasBody: body !== undefined, stream: read.stream };
          const headers = upstreamHeaders(this.#traced(), extra, about);
          return { method: this.#caller.method, target: read.target, headers, body };
        },
      },
      ports,
    );
    this.#account.upstream = sent.upstream.config.id;
    return sent;
  }

  /** The client's headers, with our own place in the trace where somebody keeps traces. */
  #traced(): IncomingMessage["headers"] {
    const { ports } = this.#context;
    const { headers } = this.#request;
    const ours = ports.traceparent?.(this.#account.id, this.#account.traceparent);
    return ours === undefined ? headers : { ...headers, traceparent: ours };
  }

  #isStream({ answer }: Sent): boolean {
    const type = answer.headers["content-type"];
    return (
      answer.status < 300 &&
      this.#dialect.openStream !== undefined &&
      typeof type === "string" &&
      type.startsWith("text/event-stream")
    );
  }

  async #whole({ answer, upstream }: Sent): Promise<Release> {
    const { limits } = this.#context.config;
    const bytes = await wholeBody(answer, upstream.config.id, limits.answerBytes, this.#client);
    const body = await this.#parsed(bytes, answer);
    const received = { status: answer.status, body, bytes: bytes.length };
    const reply = await guardedAnswer(this.#account, this.#dialect, received, this.#context.allowed);
    const headers = this.#headersFrom(answer.headers);
    this.#account.status = reply.status;
    return (instead) => {
      if (instead !== undefined) this.#tell(instead);
      else if (body === undefined) this.#response.writeHead(reply.status, headers).end();
      else writeReply(this.#response, reply, headers);
    };
  }

  #parsed(bytes: Buffer, answer: Sent["answer"]): Promise<JsonValue | undefined> {
    const { limits } = this.#context.config;
    return answerJson(bytes, answer.headers, limits).catch((error: unknown) => {
      if (answer.status < 400 || !(error instanceof WireError)) throw error;
      // A proxy's error page: the status is what can be told of it.
      const message = `The upstream answered ${answer.status} with something that is not JSON.`;
      throw unreadableAnswer(message, error);
    });
  }

  async #stream(
    { answer }: Sent,
    { read, guarded }: Admitted,
    guarding: Guarding,
    mirror: boolean,
  ): Promise<Release> {
    const { config, ports, allowed } = this.#context;
    const { limits } = config;
    const encoding = answer.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity" && !mirror) {
      answer.abort();
      throw unreadableAnswer("The upstream's stream is in an encoding that was not asked for.");
    }
    this.#account.streamed = true;
    const streamed = new StreamedAnswer({
      account: this.#account,
      guarding,
      guarded,
      read,
      dialect: this.#dialect,
      allowed: mirror ? everything : allowed,
      answer,
      response: this.#response,
      headers: {
        ...this.#headersFrom(answer.headers),
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-store",
        "x-accel-buffering": "no",
      },
      answerBytes: limits.answerBytes,
      eventLength: limits.eventLength,
      hidesUsage: this.#hidesUsage,
      durable: config.durable && !mirror,
      mirror,
      stalledMs: limits.stalledSeconds * 1_000,
      now: () => ports.now(),
    });
    this.#streamed = streamed;
    this.#client.tell(() => streamed.leave());
    if (this.#client.gone) streamed.leave();
    await streamed.run();
    return (instead) => streamed.release(instead);
  }

  /** Lets everything pass as it is and looks at a copy. */
  async #mirror(admitted: Admitted, guarding: Guarding, bytes: Buffer): Promise<Release> {
    const asked = guarding.request(admitted.guarded);
    // Also when the upstream fails: its own handling is below, this only keeps the failure from being unhandled.
    asked.catch(() => undefined);
    const sent = await this.#send(admitted, () => (bytes.length === 0 ? undefined : bytes));
    const { answer, upstream } = sent;
    if (this.#isStream(sent)) {
      const release = await this.#stream(sent, admitted, guarding, true);
      release();
      await asked;
      return () => undefined;
    }
    const { limits } = this.#context.config;
    const raw = await wholeBody(answer, upstream.config.id, limits.answerBytes, this.#client);
    this.#account.status = answer.status;
    const type = answer.headers["content-type"];
    const encoding = answer.headers["content-encoding"];
    this.#response.writeHead(answer.status, {
      ...this.#headersFrom(answer.headers),
      ...(typeof type === "string" ? { "content-type": type } : {}),
      ...(typeof encoding === "string" ? { "content-encoding": encoding } : {}),
      "content-length": raw.length,
    });
    this.#response.end(raw);
    try {
      const body = await answerJson(raw, answer.headers, limits);
      const received = { status: answer.status, body, bytes: raw.length };
      await guardedAnswer(this.#account, this.#dialect, received, everything);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#account.uninspected = new Set([...this.#account.uninspected, "unknown"]);
    }
    await asked;
    return () => undefined;
  }

  #headersFrom(from: Sent["answer"]["headers"]): Record<string, string> {
    return {
      ...clientHeaders(from, this.#dialect.responseHeaders ?? []),
      ...this.#account.reservation?.headers,
      "x-bartizan-exchange": this.#account.id,
    };
  }

  #expire(): void {
    this.#timedOut = true;
    if (this.#streamed === undefined) this.#client.leave();
    else this.#streamed.break(this.#late());
  }

  #late(): WireError {
    return new WireError(problem("upstream-timeout", "The upstream did not finish its answer in time."));
  }

  #leave(): void {
    if (!this.#timedOut) this.#account.outcome = "aborted";
    this.#client.leave();
  }

  #failed(error: unknown): Release {
    const account = this.#account;
    if (this.#response.destroyed && !this.#timedOut) {
      account.outcome = "aborted";
      account.status = 499;
      return () => undefined;
    }
    const late = this.#timedOut && !(error instanceof WireError && error.problem.kind === "blocked");
    const cause = late || error instanceof ClientGone ? this.#late() : error;
    const told =
      cause instanceof WireError ? cause.problem : problem("internal", "The gateway failed; nothing passed.");
    const stopped = told.kind === "upstream-failed" || told.kind === "upstream-timeout" || told.status >= 500;
    account.outcome = stopped ? "failed" : "refused";
    account.problem = { ...told, exchange: account.id };
    account.status = told.status;
    if (!(cause instanceof WireError)) return (instead) => this.#tell(instead ?? account.problem ?? told);
    if (cause.reason !== undefined) account.reason = cause.reason;
    return (instead) => this.#tell(instead ?? account.problem ?? told, cause.headers);
  }

  #tell(told: Problem, headers: Readonly<Record<string, string>> = {}): void {
    const reply = this.#dialect.problem(told, this.#account.read);
    const wait =
      told.retryAfter === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(told.retryAfter))) };
    writeReply(this.#response, reply, { ...wait, ...headers, "x-bartizan-exchange": this.#account.id });
  }
}

/** A port that throws at once instead of rejecting is a port that rejects. */
async function keep<Entry>(record: (entry: Entry) => Promise<void>, entry: Entry): Promise<void> {
  await record(entry);
}
