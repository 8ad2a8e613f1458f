import type { TargetConfig, TargetDeps } from "../adapter.ts";
import { pricesOf } from "./prices.ts";
import type { TokenCount } from "./transport.ts";

/** Runs one piece of work at the right time and within the budget; `used` settles what it took. */
export type PacedWork = <T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  used: (value: T) => TokenCount,
) => Promise<T>;

/**
 * Sends work that is not a plain request, such as a turn on a WebSocket, through the pacer and the
 * budget. It is never repeated: what was sent on an open line cannot be taken back.
 */
export function pacedWork(
  config: TargetConfig,
  deps: Pick<TargetDeps, "pacer" | "budget">,
  key: string,
): PacedWork {
  return async (signal, work, used) => {
    const { value } = await deps.pacer.run({
      key,
      signal,
      limits: {
        concurrency: config.concurrency,
        ...(config.requests_per_minute !== undefined && { requestsPerMinute: config.requests_per_minute }),
      },
      attempt: async () => {
        const place = deps.budget.reserve({ inputTokens: 0, outputTokens: 0, ...pricesOf(config) });
        const done = await work();
        place.settle(used(done));
        return { kind: "answered", value: done, quota: { windows: [] } };
      },
    });
    return value;
  };
}
