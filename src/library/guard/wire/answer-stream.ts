import type { GuardedStream, Part, TokenUsage, ToolDefinition } from "../../../contracts/index.ts";
import type {
  Cut,
  DialectStream,
  PlacedPart,
  ReadRequest,
  SseEvent,
  StreamedText,
  StreamHost,
  UninspectedKind,
} from "../../../gateway/dialects/index.ts";
import { checkEdited, EditError, editsByPart, editText } from "../../../gateway/parts/index.ts";
import { problem, unreadableAnswer, WireError } from "../../../gateway/problems/index.ts";
import { SseReader, sseText } from "../../../gateway/streams/index.ts";
import { isStopped, stoppingRules } from "./stops.ts";
import { largestEvent, type Admitted, type WireGuard } from "./wire-guard.ts";

/**
 * A streamed answer on its way through the guard: bytes of server-sent events in, text of server-sent events out.
 * What was given out stays given; what is held waits for the detectors.
 */
export class AnswerStream implements StreamHost {
  readonly request: ReadRequest;
  readonly allowed: ReadonlySet<UninspectedKind>;
  readonly hidesUsage = false;
  readonly #wire: WireGuard;
  readonly #admitted: Admitted;
  readonly #reader = new SseReader(largestEvent);
  readonly #stream: DialectStream;
  readonly #texts: GuardedText[] = [];
  #cut: Cut | undefined;
  #usage: TokenUsage | undefined;
  #out = "";
  #bytes = 0;
  #over = false;

  /** @throws WireError when the protocol knows no streams */
  constructor(wire: WireGuard, admitted: Admitted) {
    this.#wire = wire;
    this.#admitted = admitted;
    this.request = admitted.read;
    this.allowed = wire.options.uninspected;
    const stream = admitted.dialect.openStream?.(this);
    if (stream === undefined)
      throw unreadableAnswer("The answer streams where no stream was to be expected.");
    this.#stream = stream;
  }

  /** True once nothing more will come: the other side may be given up. */
  get over(): boolean {
    return this.#over;
  }

  /** Takes bytes; gives what may be sent on now. Never throws: a failure becomes the protocol's own error event. */
  async write(chunk: Uint8Array): Promise<string> {
    this.#bytes += chunk.length;
    return this.#step(async () => this.#events(this.#reader.write(chunk)));
  }

  /** The other side has ended as it should. */
  async end(): Promise<string> {
    return this.#step(async () => {
      await this.#events(this.#reader.end());
      if (!this.#over) await this.#stream.end();
      if (this.#cut !== undefined) await this.#cutOff(this.#cut);
      this.#over = true;
    });
  }

  /** The other side broke off. */
  fail(): string {
    if (!this.#over) this.#failed(unreadableAnswer("The answer broke off."));
    return this.#take();
  }

  async #step(work: () => Promise<void>): Promise<string> {
    if (this.#over) return "";
    try {
      await work();
    } catch (error) {
      for (const text of this.#texts) text.close();
      this.#failed(error);
    }
    return this.#take();
  }

  async #events(events: readonly SseEvent[]): Promise<void> {
    for (const event of events) {
      if (this.#over) return;
      await this.#stream.event(event);
      if (this.#cut !== undefined) await this.#cutOff(this.#cut);
    }
  }

  async #cutOff(cut: Cut): Promise<void> {
    if (this.#over) return;
    for (const text of this.#texts) text.close();
    const decision = cut.decision ?? (await this.#decisionBehind());
    this.#over = true;
    this.#stream.cut(decision === undefined ? cut : { ...cut, decision });
  }

  /** What was said so far is decided on as a whole, so that the cut is on record; it stands in any case. */
  async #decisionBehind(): Promise<string | undefined> {
    try {
      return (await this.#ask(this.#texts.map((text) => text.part()))).id;
    } catch {
      return undefined;
    }
  }

  #failed(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    const told =
      error instanceof WireError
        ? error.problem
        : problem("internal", "The guard failed; the answer ends here.");
    this.#stream.fail(told);
  }

  #take(): string {
    const out = this.#out;
    this.#out = "";
    return out;
  }

  // What the dialect asks for.

  get cutting(): boolean {
    return this.#cut !== undefined;
  }

  openText(part: Omit<Part, "text">): StreamedText {
    const stream = this.#wire.options.guard.openStream(this.#admitted.guarded, { ...part, text: "" });
    const text = new GuardedText(part, stream, (cut) => (this.#cut ??= { kind: "policy", ...cut }));
    this.#texts.push(text);
    return text;
  }

  async check(
    parts: readonly PlacedPart[],
    tools: readonly ToolDefinition[] = [],
  ): Promise<readonly string[] | undefined> {
    const decision = await this.#ask(parts, tools);
    if (isStopped(decision)) return undefined;
    const edits = editsByPart(decision.edits);
    try {
      return parts.map((part) => {
        const own = edits.get(part.at);
        return own === undefined ? part.text : checkEdited(part, part.text, editText(part.text, own));
      });
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      this.refuse("uneditable", "What has to be taken out cannot be taken out safely.");
      return undefined;
    }
  }

  async conclude(): Promise<boolean> {
    await this.#ask(this.#texts.map((text) => text.part()));
    return this.#cut === undefined;
  }

  async #ask(parts: readonly PlacedPart[], tools: readonly ToolDefinition[] = []) {
    const { guard, message } = this.#wire.options;
    const decision = await this.#wire.decide(() =>
      guard.checkResponse(this.#admitted.guarded, {
        parts,
        bytes: this.#bytes,
        ...(tools.length === 0 ? {} : { tools }),
        ...(this.#usage === undefined ? {} : { usage: this.#usage }),
      }),
    );
    if (isStopped(decision))
      this.#cut ??= {
        kind: "policy",
        rule: stoppingRules(decision)[0] ?? "policy",
        reason: message(decision),
        decision: decision.id,
      };
    return decision;
  }

  usage(usage: TokenUsage): void {
    this.#usage = usage;
  }

  model(): void {
    // Nobody asks for it here.
  }

  refuse(rule: string, reason: string): void {
    this.#cut ??= { kind: "policy", rule, reason };
  }

  send(event: SseEvent): void {
    this.#out += sseText(event);
  }
}

/** One streamed text with the guard's stream behind it. */
class GuardedText implements StreamedText {
  readonly #part: Omit<Part, "text">;
  readonly #stream: GuardedStream;
  readonly #cut: (cut: { readonly rule: string; readonly reason: string }) => void;
  /** As the other side sent it, for the decision on the whole. */
  readonly #pieces: string[] = [];
  #closed = false;

  constructor(
    part: Omit<Part, "text">,
    stream: GuardedStream,
    cut: (cut: { readonly rule: string; readonly reason: string }) => void,
  ) {
    this.#part = part;
    this.#stream = stream;
    this.#cut = cut;
  }

  write(text: string): string {
    if (this.#closed || text === "") return "";
    this.#pieces.push(text);
    return this.#released(this.#stream.write(text));
  }

  end(): string {
    if (this.#closed) return "";
    this.#closed = true;
    return this.#released(this.#stream.end());
  }

  close(): void {
    this.#closed = true;
  }

  part(): Part {
    return { ...this.#part, text: this.#pieces.join("") };
  }

  #released({ text, cut }: ReturnType<GuardedStream["write"]>): string {
    if (cut !== undefined) {
      this.#closed = true;
      this.#cut(cut);
    }
    return text;
  }
}
