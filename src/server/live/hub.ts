import type { Clock } from "../../contracts/index.ts";
import { serverErrors } from "../errors.ts";
import type { LiveEvent } from "../wire/wire.ts";

/** An event as it is sent: numbered, and already written as JSON, once for all clients. */
export interface NumberedEvent {
  readonly id: number;
  readonly event: LiveEvent;
  readonly data: string;
}

/** Events kept for clients that come back with Last-Event-ID. */
const kept = 512;
/** A client that has this much waiting is too slow, and is dropped: it comes back and resumes. */
const queueEvents = 256;
const queueChars = 4 * 1024 * 1024;
const clientsAtMost = 100;

/** One client's bounded queue. */
export interface Subscription {
  /** The next event; `undefined` at the end: dropped, closed, or aborted. */
  next(): Promise<NumberedEvent | undefined>;
  /** True when events before the subscription were asked for and are no longer kept. */
  readonly gap: boolean;
  readonly droppedAsSlow: boolean;
  close(): void;
}

/** Takes in events once and fans them out. */
export interface EventHub {
  /** `after`: the last id the client saw. `sees`: whether this client may receive the event. */
  subscribe(options: { readonly after?: number; readonly sees: (event: LiveEvent) => boolean }): Subscription;
  readonly clients: number;
  /** Ends all streams and the subscription at the source. */
  close(): void;
}

class Queue implements Subscription {
  readonly gap: boolean;
  droppedAsSlow = false;
  readonly #waiting: NumberedEvent[] = [];
  #chars = 0;
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #leave: (queue: Queue) => void;

  constructor(gap: boolean, leave: (queue: Queue) => void) {
    this.gap = gap;
    this.#leave = leave;
  }

  offer(event: NumberedEvent): void {
    if (this.#ended) return;
    if (this.#waiting.length >= queueEvents || this.#chars + event.data.length > queueChars) {
      this.droppedAsSlow = true;
      this.#waiting.length = 0;
      this.close();
      return;
    }
    this.#waiting.push(event);
    this.#chars += event.data.length;
    this.#wake?.();
  }

  async next(): Promise<NumberedEvent | undefined> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event !== undefined) {
        this.#chars -= event.data.length;
        return event;
      }
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#leave(this);
    this.#wake?.();
  }
}

/**
 * Subscribes once at `source`. When the source ends or fails, all clients are let go (they come back
 * by themselves) and the source is asked again after a second.
 */
export function eventHub(deps: {
  readonly source: (signal: AbortSignal) => AsyncIterable<LiveEvent>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): EventHub {
  const { source, clock, log } = deps;
  const abort = new AbortController();
  const clients = new Map<Queue, (event: LiveEvent) => boolean>();
  const ring: NumberedEvent[] = [];
  // Ids grow over restarts too, as long as fewer than a thousand events a millisecond are sent.
  let lastId = clock.now() * 1_000;
  const firstId = lastId;

  const dismiss = (): void => [...clients.keys()].forEach((client) => client.close());

  function take(event: LiveEvent): void {
    lastId = Math.max(lastId + 1, clock.now() * 1_000);
    const numbered = { id: lastId, event, data: JSON.stringify(event) };
    ring.push(numbered);
    if (ring.length > kept) ring.shift();
    for (const [client, sees] of clients) if (sees(event)) client.offer(numbered);
  }

  async function follow(): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        for await (const event of source(abort.signal)) take(event);
      } catch (error) {
        if (!abort.signal.aborted)
          log(`live events: ${error instanceof Error ? error.message : String(error)}`);
      }
      dismiss();
      await clock.sleep(1_000, abort.signal).catch(() => undefined);
    }
  }
  void follow();

  return {
    get clients() {
      return clients.size;
    },
    subscribe({ after, sees }) {
      if (clients.size >= clientsAtMost)
        throw serverErrors.tooManyStreams(`${clientsAtMost} live event streams are open already.`);
      const oldest = ring[0]?.id ?? lastId + 1;
      const evicted = ring.length === kept;
      const gap = after !== undefined && (after < firstId || (evicted && after < oldest) || after > lastId);
      const queue = new Queue(gap, (one) => clients.delete(one));
      clients.set(queue, sees);
      // A request that was on its way when the server began to close.
      if (abort.signal.aborted) queue.close();
      if (after !== undefined && !gap)
        for (const event of ring) if (event.id > after && sees(event.event)) queue.offer(event);
      return queue;
    },
    close() {
      abort.abort();
      dismiss();
    },
  };
}
