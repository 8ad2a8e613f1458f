import type { TargetConfig, TargetDeps } from "../adapter.ts";

/**
 * Sends work that is not a plain request, such as a turn on a WebSocket, through the pacer and the
 * budget. It is never repeated: what was sent on an open line cannot be taken back.
 */
export function pacedWork(config: TargetConfig, deps: Pick<TargetDeps, "pacer" | "budget">, key: string) {
  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const { value } = await deps.pacer.run({
      key,
      signal,
      limits: {
        concurrency: config.concurrency,
        ...(config.requests_per_minute !== undefined && { requestsPerMinute: config.requests_per_minute }),
      },
      attempt: async () => {
        const place = deps.budget.reserve({ inputTokens: 0, outputTokens: 0 });
        const done = await work();
        place.settle();
        return { kind: "answered", value: done, quota: { windows: [] } };
      },
    });
    return value;
  };
}
