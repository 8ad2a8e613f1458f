import type { RunningGateway } from "../serve/index.ts";
import { isDrainOrder, type Ready } from "./messages.ts";

/**
 * Serves in a worker process until its primary, or a signal, tells it to end; then lets running answers finish
 * and ends the process. A worker whose primary has died ends too.
 *
 * @param start starts the gateway; when it throws, the process ends with status 1
 * @param failed is told why it could not start
 */
export async function serveAsWorker(
  start: () => Promise<RunningGateway>,
  failed: (error: unknown) => void = () => {},
): Promise<void> {
  let gateway: RunningGateway;
  try {
    gateway = await start();
  } catch (error) {
    failed(error);
    process.exit(1);
  }
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("message", (message) => {
    if (isDrainOrder(message)) end();
  });
  process.on("disconnect", end);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, end);
  const ready: Ready = { bartizan: "ready", url: gateway.url };
  process.send?.(ready);
}
