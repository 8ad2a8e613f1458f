import type { Clock, SecretReader, StateStore } from "../../contracts/index.ts";
import { memoryState, redisState, resilientState, type StateChange } from "../../state/index.ts";
import type { GatewayConfig } from "../config/index.ts";

/**
 * The state that counters and detectors keep: in Redis when the configuration or `REDIS_URL` names one, else in
 * this process. With several workers and no Redis, each counts for itself: `shared` says so.
 */
export async function openState(
  config: GatewayConfig["state"],
  deps: {
    readonly clock: Clock;
    readonly secrets: SecretReader;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly onChange: (change: StateChange) => void;
  },
): Promise<{ readonly state: StateStore; readonly shared: boolean }> {
  const { clock, secrets, env, onChange } = deps;
  const fromEnvironment = env["REDIS_URL"] ?? "";
  const url = config.url === undefined ? fromEnvironment : await secrets(config.url);
  if (url === "") return { state: memoryState({ clock }), shared: false };
  const remote = await redisState({ url, ...(config.prefix === undefined ? {} : { prefix: config.prefix }) });
  return { state: resilientState(remote, { onLoss: config.onLoss, clock, onChange }), shared: true };
}
