import { subscribe, unsubscribe } from "node:diagnostics_channel";

const channel = "undici:client:connectError";

/**
 * Listens for the reason why connections to one host do not come about. A WebSocket tells its user
 * only that it failed (the standard wants it so); the connection pool below it says why.
 */
export function listenForConnectErrors(url: URL): { reason(): unknown; stop(): void } {
  let reason: unknown;
  const hear = (message: unknown): void => {
    if (typeof message !== "object" || message === null) return;
    if (!("error" in message) || !("connectParams" in message)) return;
    const params = message.connectParams as { readonly host?: unknown } | undefined;
    if (params?.host === url.host) reason = message.error;
  };
  subscribe(channel, hear);
  return { reason: () => reason, stop: () => void unsubscribe(channel, hear) };
}
