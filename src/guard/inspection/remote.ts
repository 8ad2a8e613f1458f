import type {
  Clock,
  GuardedExchange,
  InspectionContext,
  Part,
  PlacedSignal,
  RemoteDetector,
} from "../../contracts/index.ts";
import { createInspectionCache } from "./inspection-cache.ts";
import type { Trouble } from "./pure-inspector.ts";
import { contextDigests, watchContexts, type ContextField } from "./watched-context.ts";

export interface AskedRemotes {
  readonly signals: readonly PlacedSignal[];
  readonly troubles: readonly Trouble[];
}

const atOnce = 8;

export interface RemoteAsker {
  ask(exchange: GuardedExchange, parts: readonly Part[]): Promise<AskedRemotes>;
}

/**
 * Asks the models and services a policy names, all at once, eight texts at a time each. Each has its deadline
 * for the exchange as a whole: a long one cannot wait for many deadlines. Answers are remembered by stage, role,
 * text and the fields of the context a detector reads, so that a conversation that comes whole with every turn
 * is not asked about again. They are not told the principal.
 */
export function createRemoteAsker(
  detectors: readonly RemoteDetector[],
  clock: Clock,
  cacheCharacters = 4_000_000,
): RemoteAsker {
  const cache = createInspectionCache(cacheCharacters);
  const digest = contextDigests();
  const known = detectors.map((detector): Known => {
    const fields = new Set<ContextField>();
    return { detector, fields, watched: watchContexts((field) => fields.add(field)) };
  });

  const answer = async (one: Known, exchange: GuardedExchange, part: Part, deadline: AbortSignal) => {
    const { stage, role, text, source } = part;
    const scope = (): string =>
      `${digest(exchange.context, one.fields)}${one.detector.id}\n${stage}\n${role}\n${source ?? ""}`;
    const before = cache.get(scope(), text);
    if (before !== undefined) return before;
    const context = one.watched(exchange.context);
    const inspection = { stage, role, text, context, ...(source === undefined ? {} : { source }) };
    const signals = await one.detector.inspect(inspection, deadline);
    cache.set(scope(), text, signals);
    return signals;
  };

  const askOne = async (
    one: Known,
    exchange: GuardedExchange,
    parts: readonly Part[],
  ): Promise<AskedRemotes> => {
    const { detector } = one;
    const own = parts.filter(({ stage, text }) => detector.stages.includes(stage) && text !== "");
    if (own.length === 0) return { signals: [], troubles: [] };
    const deadline = new AbortController();
    const done = new AbortController();
    const late = passed(clock, detector.deadlineMs, deadline, done.signal);
    const signals: PlacedSignal[] = [];
    const queue = own.values();
    const worker = async (): Promise<void> => {
      for (const part of queue) {
        if (deadline.signal.aborted) return;
        for (const signal of await answer(one, exchange, part, deadline.signal))
          signals.push({ ...signal, detector: detector.id, part: part.at });
      }
    };
    try {
      const workers = Promise.all(Array.from({ length: Math.min(atOnce, own.length) }, worker));
      workers.catch(() => undefined);
      await Promise.race([workers, late]);
      return { signals, troubles: [] };
    } catch (error) {
      deadline.abort(error);
      const reason =
        error instanceof Late
          ? `It missed its deadline of ${detector.deadlineMs} ms.`
          : "It could not be asked, or its answer could not be read.";
      return { signals: [...signals], troubles: [{ detector: detector.id, reason }] };
    } finally {
      done.abort();
    }
  };

  return {
    async ask(exchange, parts) {
      const asked = await Promise.all(known.map((one) => askOne(one, exchange, parts)));
      return {
        signals: asked.flatMap(({ signals }) => signals),
        troubles: asked.flatMap(({ troubles }) => troubles),
      };
    },
  };
}

interface Known {
  readonly detector: RemoteDetector;
  readonly fields: Set<ContextField>;
  readonly watched: (context: InspectionContext) => InspectionContext;
}

/** Rejects when the deadline has passed; never settles when the answers were there before. */
async function passed(
  clock: Clock,
  ms: number,
  deadline: AbortController,
  done: AbortSignal,
): Promise<never> {
  const slept = await clock.sleep(ms, done).then(
    () => true,
    () => false,
  );
  if (!slept) return new Promise<never>(() => undefined);
  deadline.abort(new Late());
  throw new Late();
}

class Late extends Error {}
