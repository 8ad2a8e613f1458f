import { request, type Dispatcher } from "undici";

/** How a delivery went. `again`: it may work later, `after` seconds if the receiver said so. */
export type Delivery =
  | { readonly kind: "taken" }
  | { readonly kind: "again"; readonly after?: number; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Posts a body. Redirects are not followed: nothing leaves to where nobody configured. Never throws. */
export async function post(options: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly dispatcher?: Dispatcher;
}): Promise<Delivery> {
  const { url, headers, body, timeoutMs, dispatcher } = options;
  try {
    const answer = await request(url, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(timeoutMs),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    // What it says is of no use here, but must be read for the connection to be used again.
    await answer.body.dump({ limit: 65_536 });
    const { statusCode } = answer;
    if (statusCode >= 200 && statusCode < 300) return { kind: "taken" };
    if (!passing.has(statusCode)) return { kind: "refused", why: `status ${statusCode}` };
    const after = Number(answer.headers["retry-after"]);
    return {
      kind: "again",
      why: `status ${statusCode}`,
      ...(Number.isFinite(after) && after > 0 ? { after: Math.min(after, 300) } : {}),
    };
  } catch (cause) {
    return { kind: "again", why: cause instanceof Error ? cause.message.slice(0, 200) : "failed" };
  }
}
