import type { Clock } from "../../contracts/index.ts";
import type { NumberedEvent, Subscription } from "./hub.ts";

/** Keeps proxies from closing a quiet stream, and lets us notice a client that is gone. */
const heartbeatMs = 15_000;
/** A stream ends after this long; the client comes back at once and is asked for its session again. */
const lifeMs = 15 * 60_000;
/** Milliseconds after which the client reconnects. */
const retryMs = 2_000;

const written = ({ id, data }: NumberedEvent): string => `id: ${id}\ndata: ${data}\n\n`;

/** Writes a subscription as server-sent events. Pulls one event at a time: what waits, waits in the bounded queue. */
export function eventStream(
  subscription: Subscription,
  clock: Clock,
  gone: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const endsAt = clock.now() + lifeMs;
  const stop = (): void => subscription.close();
  if (gone.aborted) stop();
  gone.addEventListener("abort", stop, { once: true });
  // Kept over pulls: a heartbeat must not lose the event that arrives a moment later.
  let pending: Promise<NumberedEvent | undefined> | undefined;

  async function nextOrBeat(): Promise<NumberedEvent | undefined | "beat"> {
    pending ??= subscription.next();
    const timer = new AbortController();
    const beat = clock.sleep(heartbeatMs, timer.signal).then(
      () => "beat" as const,
      () => "beat" as const,
    );
    const first = await Promise.race([pending, beat]);
    timer.abort();
    if (first !== "beat") pending = undefined;
    return first;
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const resync = subscription.gap ? "event: resync\ndata: {}\n\n" : "";
        controller.enqueue(encoder.encode(`retry: ${retryMs}\n\n${resync}`));
      },
      async pull(controller) {
        const next = clock.now() < endsAt ? await nextOrBeat() : undefined;
        if (next !== undefined) {
          controller.enqueue(encoder.encode(next === "beat" ? ": beat\n\n" : written(next)));
          return;
        }
        stop();
        gone.removeEventListener("abort", stop);
        controller.close();
      },
      cancel: stop,
    },
    { highWaterMark: 1 },
  );
}
