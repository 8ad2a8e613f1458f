import type { ServerResponse } from "node:http";

export interface ClientStreamOptions {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  /** A client that takes nothing for so long is cut off. */
  readonly stalledMs: number;
  /** The first bytes are about to go out. */
  readonly onStart: () => void;
  /** The client takes no more at present, or takes again. */
  readonly onStall: () => void;
  readonly onDrain: () => void;
}

/** The client's side of a streamed answer. */
export class ClientStream {
  started = false;
  readonly #options: ClientStreamOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ClientStreamOptions) {
    this.#options = options;
  }

  get stalled(): boolean {
    return this.#timer !== undefined;
  }

  /** Sends the head of the answer before there is anything to say. */
  begin(): void {
    if (this.#options.response.destroyed) return;
    this.#start();
    this.#options.response.flushHeaders();
  }

  write(data: string | Buffer): void {
    const { response } = this.#options;
    if (response.destroyed) return;
    this.#start();
    if (!response.write(data) && !this.stalled) this.#stall();
  }

  end(): void {
    this.#unstall();
    const { response } = this.#options;
    if (!response.destroyed && !response.writableEnded) response.end();
  }

  #start(): void {
    if (this.started) return;
    this.started = true;
    this.#options.onStart();
    this.#options.response.writeHead(200, this.#options.headers);
  }

  #stall(): void {
    const { response, stalledMs, onStall, onDrain } = this.#options;
    onStall();
    this.#timer = setTimeout(() => response.destroy(), stalledMs);
    const again = (): void => {
      this.#unstall();
      response.off("close", again);
      response.off("drain", again);
      onDrain();
    };
    response.on("drain", again);
    response.on("close", again);
  }

  #unstall(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
