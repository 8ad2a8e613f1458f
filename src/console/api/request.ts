import { failureOf, unreachable } from "./failure.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * One request to our own server. Throws `WireFailure`; never anything else except an abort.
 * The answer's shape is the server's promise (`wire.ts`, held by its own contract test).
 */
export async function request<T>(
  method: Method,
  path: string,
  options: { body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  const init: RequestInit = { method, headers: { accept: "application/json" }, credentials: "same-origin" };
  if (options.signal !== undefined) init.signal = options.signal;
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { accept: "application/json", "content-type": "application/json" };
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable;
  });
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw failureOf(response.status, body);
  // Safe: same build, same wire types; see above.
  return body as T;
}

/** `/api/findings` and `{system: "a", q: undefined}` → `/api/findings?system=a`. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== "") params.set(key, String(value));
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
