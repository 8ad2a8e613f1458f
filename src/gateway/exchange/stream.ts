import type { ServerResponse } from "node:http";
import type { GuardedRequest, Part, TokenUsage, ToolDefinition } from "../../contracts/index.ts";
import type {
  Cut,
  Dialect,
  DialectStream,
  PlacedPart,
  ReadRequest,
  SseEvent,
  StreamedText,
  StreamHost,
  UninspectedKind,
} from "../dialects/dialect.ts";
import { problem, unreadableAnswer, WireError, type Problem } from "../problems/index.ts";
import { SseReader, sseText } from "../streams/index.ts";
import { connectionProblem, type Answer, type BodySink } from "../upstream/index.ts";
import { ClientStream } from "./client-stream.ts";
import type { Guarding } from "./guarding.ts";
import type { Account } from "./report.ts";
import { StreamGuard } from "./stream-guard.ts";

export interface StreamOptions {
  readonly account: Account;
  readonly guarding: Guarding;
  readonly guarded: GuardedRequest;
  readonly read: ReadRequest;
  readonly dialect: Dialect;
  readonly allowed: ReadonlySet<UninspectedKind>;
  readonly answer: Answer;
  readonly response: ServerResponse;
  /** Headers of the answer to the client. */
  readonly headers: Readonly<Record<string, string>>;
  readonly answerBytes: number;
  readonly eventLength: number;
  /** Keep the end back until the record is written. */
  readonly durable: boolean;
  readonly hidesUsage: boolean;
  /** The answer passes as it is; only a copy is looked at. */
  readonly mirror: boolean;
  readonly stalledMs: number;
  readonly now: () => number;
}

/**
 * One streamed answer on its way from the upstream to the client: bytes → events → the dialect, which asks the
 * guard for every text → events → bytes, one write for what arrived at once. Both sides can slow the other down.
 */
export class StreamedAnswer implements StreamHost, BodySink {
  readonly request: ReadRequest;
  readonly allowed: ReadonlySet<UninspectedKind>;
  readonly hidesUsage: boolean;
  readonly #options: StreamOptions;
  readonly #reader: SseReader;
  readonly #guard: StreamGuard;
  readonly #stream: DialectStream;
  readonly #client: ClientStream;
  #queue: SseEvent[] = [];
  #next = 0;
  /** A question to the guard is open. */
  #busy = false;
  /** The upstream ended as it should, or broke off. */
  #upstream: "running" | "ended" | "gone" = "running";
  /** The copy cannot be read any further; the original goes on. */
  #blind = false;
  #finished = false;
  /** Not sent yet. */
  #out = "";
  /** The end waits for the record. */
  #holding = false;
  #bytes = 0;
  #settled: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.request = options.read;
    this.allowed = options.allowed;
    this.hidesUsage = options.hidesUsage;
    this.#reader = new SseReader(options.eventLength);
    this.#guard = new StreamGuard(options.account, options.guarded, options.guarding, options.mirror);
    const stream = options.dialect.openStream?.(this);
    if (stream === undefined)
      throw unreadableAnswer("The upstream streams where no stream was to be expected.");
    this.#stream = stream;
    const { response, headers, stalledMs, answer, account, now } = options;
    const onStart = (): void => {
      account.firstByteAt = now();
      account.status = 200;
    };
    const onStall = (): void => answer.pause();
    this.#client = new ClientStream({
      response,
      headers,
      stalledMs,
      onStart,
      onStall,
      onDrain: () => this.#resume(),
    });
  }

  /**
   * Resolves when everything is decided; then `release` sends the rest.
   *
   * @throws WireError when it failed before anything was sent
   */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settled = { resolve, reject };
      if (this.#finished) resolve();
      else {
        if (this.#stream.patient === true) this.#client.begin();
        this.#options.answer.read(this);
      }
    });
  }

  /** Sends what was kept back and ends the answer; with a problem, that instead. */
  release(instead?: Problem): void {
    if (instead !== undefined) {
      this.#out = "";
      this.#guard.close();
      this.#stream.fail(instead);
    }
    this.#holding = false;
    this.#flush();
    this.#client.end();
  }

  /** The client has gone. */
  leave(): void {
    this.#options.answer.abort();
    this.#finish("aborted");
  }

  /** Gives the upstream up. */
  break(error: Error): void {
    this.#upstream = "gone";
    this.#broke(error);
  }

  // What the upstream says.

  data(chunk: Buffer): void {
    if (this.#finished) return;
    const { answerBytes, mirror } = this.#options;
    this.#bytes += chunk.length;
    if (this.#bytes > answerBytes) {
      this.break(unreadableAnswer(`The upstream's answer has more than ${answerBytes} bytes.`));
      return;
    }
    if (mirror) this.#client.write(chunk);
    if (!this.#blind) this.#take(() => this.#reader.write(chunk));
  }

  end(): void {
    if (this.#finished) return;
    this.#upstream = "ended";
    if (this.#options.mirror) this.#client.end();
    if (this.#blind) this.#finish("answered");
    else this.#take(() => this.#reader.end());
  }

  error(error: Error): void {
    if (!this.#finished) this.break(connectionProblem(error, this.#options.account.upstream ?? ""));
  }

  #take(read: () => readonly SseEvent[]): void {
    try {
      const events = read();
      if (this.#next >= this.#queue.length) {
        this.#queue = [];
        this.#next = 0;
      }
      for (const event of events) this.#queue.push(event);
    } catch (error) {
      this.#broke(error);
      return;
    }
    this.#pump();
  }

  /** Works off the events that are there, until one has to wait. */
  #pump(): void {
    if (this.#busy || this.#finished || this.#blind) return;
    try {
      while (this.#next < this.#queue.length) {
        // Safe: below the length.
        const event = this.#queue[this.#next++] as SseEvent;
        const pending = this.#stream.event(event);
        if (pending !== undefined) return this.#wait(pending);
        if (this.#guard.cut !== undefined) return this.#wait(this.#cutOff(this.#guard.cut));
      }
    } catch (error) {
      return this.#broke(error);
    }
    this.#flush();
    if (this.#upstream === "ended") this.#wait(this.#end());
  }

  #wait(pending: Promise<void>): void {
    this.#busy = true;
    // A copy that waits must not make the original wait.
    if (this.#upstream === "running" && !this.#options.mirror) this.#options.answer.pause();
    this.#flush();
    pending.then(
      () => {
        this.#busy = false;
        if (this.#finished) return;
        if (this.#guard.cut === undefined) {
          this.#resume();
          this.#pump();
        } else this.#wait(this.#cutOff(this.#guard.cut));
      },
      (error: unknown) => {
        this.#busy = false;
        this.#broke(error);
      },
    );
  }

  async #end(): Promise<void> {
    await this.#stream.end();
    if (this.#guard.cut === undefined) this.#finish("answered");
  }

  async #cutOff(cut: Cut): Promise<void> {
    const { account, answer } = this.#options;
    answer.abort();
    account.cut = { kind: cut.kind, rule: cut.rule };
    const decision = await this.#guard.decisionBehindCut(this.#bytes);
    this.#guard.close();
    this.#stream.cut(decision === undefined ? cut : { ...cut, decision });
    this.#finish("cut");
  }

  /** Something went wrong: when nothing was sent, an ordinary answer says so; else the protocol's error event. */
  #broke(cause: unknown): void {
    if (this.#finished) return;
    const { answer, account, mirror } = this.#options;
    if (mirror && this.#upstream !== "gone") return this.#goBlind();
    answer.abort();
    const error = cause instanceof Error ? cause : new Error("broke", { cause });
    if (!this.#client.started && this.#out === "") {
      this.#finished = true;
      this.#guard.close();
      this.#settled?.reject(error);
      return;
    }
    const told =
      error instanceof WireError
        ? error.problem
        : problem("internal", "The gateway failed; the answer ends here.");
    account.problem = { ...told, exchange: account.id };
    // Only an upstream that broke off leaves texts that may still be decided.
    if (this.#upstream !== "gone") this.#guard.close();
    try {
      this.#stream.fail(account.problem);
    } catch {
      // The guard threw when it was asked for what it holds: that stays here.
      this.#guard.close();
      this.#stream.fail(account.problem);
    }
    this.#finish("failed");
  }

  #goBlind(): void {
    const { account } = this.#options;
    this.#blind = true;
    account.uninspected = new Set([...account.uninspected, "unknown"]);
    if (this.#upstream === "ended") this.#finish("answered");
    else this.#resume();
  }

  #finish(outcome: Account["outcome"]): void {
    if (this.#finished) return;
    this.#finished = true;
    const { account } = this.#options;
    account.outcome = outcome;
    account.response = this.#guard.said(this.#bytes);
    // Who leaves before the end, or loses the upstream, is decided on all the same: it is on record what was said.
    void this.#guard.concludeForRecord(this.#bytes).then(() => this.#settled?.resolve());
  }

  #resume(): void {
    if (!this.#busy && !this.#finished && !this.#client.stalled) this.#options.answer.resume();
  }

  #flush(): void {
    if (this.#out === "" || this.#holding || this.#options.mirror) return;
    const text = this.#out;
    this.#out = "";
    this.#client.write(text);
  }

  // What the dialect asks for.

  get cutting(): boolean {
    return this.#guard.cut !== undefined;
  }

  send(event: SseEvent): void {
    if (!this.#options.mirror) this.#out += sseText(event);
  }

  usage(usage: TokenUsage): void {
    this.#options.account.usage = usage;
  }

  model(name: string): void {
    this.#options.account.answeredBy ??= name.slice(0, 200);
  }

  refuse(rule: string, reason: string): void {
    this.#guard.setCut({ kind: "policy", rule, reason });
  }

  openText(part: Omit<Part, "text">): StreamedText {
    return this.#guard.openText(part);
  }

  check(
    parts: readonly PlacedPart[],
    tools?: readonly ToolDefinition[],
  ): Promise<readonly string[] | undefined> {
    return this.#guard.check(parts, tools);
  }

  conclude(): Promise<boolean> {
    this.#holding = this.#options.durable;
    return this.#guard.conclude(this.#bytes);
  }
}
