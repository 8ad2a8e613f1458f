import type { KeyObject } from "node:crypto";
import type { Clock } from "../../contracts/index.ts";
import type { BreakGlass, Stopped } from "../ports.ts";
import { covers, largestOrder, readOrder, type BreakGlassOrder, type ReadOrder } from "./order.ts";

/** What everybody must know of break-glass. */
export type BreakGlassNotice =
  | { readonly kind: "opened"; readonly order: BreakGlassOrder }
  /** Still open; said again and again. */
  | { readonly kind: "open"; readonly order: BreakGlassOrder; readonly leftMs: number }
  | { readonly kind: "closed"; readonly order: BreakGlassOrder; readonly why: "over" | "withdrawn" }
  /** Somebody put an order there that has no effect. */
  | { readonly kind: "refused"; readonly why: Extract<ReadOrder, { ok: false }>["why"] };

export interface WatchOptions {
  /** Reads the order's file; undefined where there is none. */
  readonly read: () => Promise<string | undefined>;
  /** As the configuration names this gateway. */
  readonly gateway: string;
  /** Public keys that may sign orders. None: there is no break-glass. */
  readonly keys: readonly KeyObject[];
  readonly clock: Pick<Clock, "now">;
  /** Recorded and alarmed. Must not throw. */
  readonly notify: (notice: BreakGlassNotice) => void;
  /** How often an open one is alarmed again. */
  readonly remindMs?: number;
}

export interface BreakGlassWatch {
  /** For `GatewayPorts.breakGlass`: the open one, if it covers what is stopped. Cheap, and right to the millisecond about its end. */
  current(stopped: Stopped): BreakGlass | undefined;
  /** Looks at the file and at the time. */
  look(): Promise<void>;
  start(everyMs: number): void;
  stop(): void;
}

/**
 * Watches for a signed order. An order opens when it is found valid, is alarmed at the start, every ten minutes
 * and at its end, and closes by itself, or when its file is taken away. Whatever cannot be read or verified
 * changes nothing but raises an alarm; a file that cannot be read withdraws the order, for closed is the safe side.
 */
export function watchBreakGlass(options: WatchOptions): BreakGlassWatch {
  const { read, gateway, keys, clock, notify, remindMs = 600_000 } = options;
  let open: Extract<ReadOrder, { ok: true }> | undefined;
  let reminded = 0;
  let refused: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function end(why: "over" | "withdrawn"): void {
    if (open === undefined) return;
    const { order } = open;
    open = undefined;
    notify({ kind: "closed", order, why });
  }

  function found(text: string, now: number): void {
    const told = readOrder(text, { gateway, keys, now });
    if (!told.ok) {
      end(told.why === "over" ? "over" : "withdrawn");
      // An order that is over lies there until somebody removes it: that is no news.
      if (told.why !== "over" && refused !== text) notify({ kind: "refused", why: told.why });
      refused = text;
      return;
    }
    refused = undefined;
    if (open?.order.id === told.order.id) return;
    end("withdrawn");
    open = told;
    reminded = now;
    notify({ kind: "opened", order: told.order });
  }

  async function look(): Promise<void> {
    const now = clock.now();
    let text: string | undefined;
    try {
      text = await read();
    } catch {
      text = undefined;
    }
    if (text === undefined) {
      end(open !== undefined && now >= open.until ? "over" : "withdrawn");
      refused = undefined;
    } else found(text.slice(0, largestOrder + 1), now);
    if (open !== undefined && now - reminded >= remindMs) {
      reminded = now;
      notify({ kind: "open", order: open.order, leftMs: open.until - now });
    }
  }

  return {
    current(stopped) {
      if (open === undefined || clock.now() >= open.until || !covers(open.order, stopped)) return undefined;
      return { id: open.order.id, until: open.until };
    },
    look,
    start(everyMs) {
      timer = setInterval(() => void look(), everyMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}
