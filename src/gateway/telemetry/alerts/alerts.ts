import { appendFile } from "node:fs/promises";
import type { Clock, SecurityEvent } from "../../../contracts/index.ts";
import { Repeats } from "./repeats.ts";
import { openSender, type Sender, type SenderOptions } from "./senders.ts";
import type { AlertRouteSettings } from "./settings.ts";

export interface AlertsOptions extends Omit<SenderOptions, "now"> {
  readonly routes: readonly AlertRouteSettings[];
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random: () => number;
  /** Told of every alert that could not be delivered. Must not throw. */
  readonly onLost?: (route: string) => void;
}

export interface RouteStats {
  readonly route: string;
  readonly delivered: number;
  /** Not sent because the same, or too much, had been sent. */
  readonly suppressed: number;
  readonly lost: number;
  readonly waiting: number;
}

export interface Alerts {
  /** Sends an event to every route that wants it. Never blocks, never throws. */
  alert(event: SecurityEvent): void;
  stats(): readonly RouteStats[];
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** Gives what waits one more try, and ends. */
  close(): Promise<void>;
}

const severities = ["informational", "low", "medium", "high", "critical"] as const;
const rank = (severity: SecurityEvent["severity"]): number => severities.indexOf(severity);

/**
 * Opens every alert route. Each has its own queue, so that one receiver that is away delays no other.
 *
 * @throws what opening a sender throws
 */
export async function openAlerts(options: AlertsOptions): Promise<Alerts> {
  const { clock } = options;
  const routes = await Promise.all(
    options.routes.map(async (settings) => {
      const sender = await openSender(settings, { ...options, now: () => clock.now() });
      return new AlertRoute(settings, sender, options);
    }),
  );
  return {
    alert(event) {
      for (const route of routes) route.offer(event);
    },
    stats: () => routes.map((route) => route.stats()),
    async idle() {
      await Promise.all(routes.map((route) => route.idle()));
    },
    async close() {
      await Promise.all(routes.map((route) => route.close()));
    },
  };
}

class AlertRoute {
  readonly #settings: AlertRouteSettings;
  readonly #sender: Sender;
  readonly #options: AlertsOptions;
  readonly #repeats: Repeats;
  readonly #stop = new AbortController();
  #queue: SecurityEvent[] = [];
  #working: Promise<void> | undefined;
  #delivered = 0;
  #suppressed = 0;
  #lost = 0;

  constructor(settings: AlertRouteSettings, sender: Sender, options: AlertsOptions) {
    this.#settings = settings;
    this.#sender = sender;
    this.#options = options;
    this.#repeats = new Repeats(settings.dedupSeconds, settings.perMinute, options.clock.now());
  }

  offer(event: SecurityEvent): void {
    const { minimumSeverity, kinds, queue } = this.#settings;
    if (
      this.#stop.signal.aborted ||
      !kinds.includes(event.kind) ||
      rank(event.severity) < rank(minimumSeverity)
    )
      return;
    const key = JSON.stringify([event.kind, event.rule, event.action, event.principal?.id, event.session]);
    const before = this.#repeats.admit(key, this.#options.clock.now());
    if (before === undefined) {
      this.#suppressed += 1;
      return;
    }
    const facts = {
      ...(before.same > 0 ? { suppressedSame: before.same } : {}),
      ...(before.any > 0 ? { suppressedByRate: before.any } : {}),
    };
    const told = { ...event, facts: { ...event.facts, ...facts } };
    if (this.#queue.length >= queue) void this.#lose(told);
    else {
      this.#queue.push(told);
      this.#work();
    }
  }

  #work(): void {
    this.#working ??= this.#deliverAll().finally(() => {
      this.#working = undefined;
      if (this.#queue.length > 0) this.#work();
    });
  }

  async #deliverAll(): Promise<void> {
    for (let event = this.#queue.shift(); event !== undefined; event = this.#queue.shift()) {
      if (await this.#deliver(event)) this.#delivered += 1;
      else await this.#lose(event);
    }
  }

  async #deliver(event: SecurityEvent): Promise<boolean> {
    const { clock, random } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const delivery = await this.#sender.send(event);
      if (delivery.kind === "taken") return true;
      if (delivery.kind === "refused" || attempt >= this.#settings.tries || this.#stop.signal.aborted)
        return false;
      const usual = Math.min(60_000, 250 * 2 ** attempt) * (0.5 + random());
      try {
        await clock.sleep(delivery.after === undefined ? usual : delivery.after * 1_000, this.#stop.signal);
      } catch {
        // Ending: one more try, then no more.
      }
    }
  }

  /** What could not be delivered goes to the dead letters. */
  async #lose(event: SecurityEvent): Promise<void> {
    this.#lost += 1;
    this.#options.onLost?.(this.#settings.id);
    const { deadLetter, id } = this.#settings;
    if (deadLetter === undefined) return;
    const at = new Date(this.#options.clock.now()).toISOString();
    await appendFile(deadLetter, `${JSON.stringify({ route: id, at, event })}\n`, { mode: 0o600 }).catch(
      () => undefined,
    );
  }

  stats(): RouteStats {
    const { id } = this.#settings;
    return {
      route: id,
      delivered: this.#delivered,
      suppressed: this.#suppressed,
      lost: this.#lost,
      waiting: this.#queue.length,
    };
  }

  async idle(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error("closing"));
    await this.idle();
    await this.#sender.close();
  }
}
