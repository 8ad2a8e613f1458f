import type { GuardLibrary } from "./create-guard.ts";
import type { Fetch, FetchOptions } from "./fetch.ts";

/** What of the official OpenAI client is used here. */
export interface OpenAILike {
  readonly baseURL: string;
  withOptions(options: { fetch: Fetch }): unknown;
}

/**
 * The official OpenAI client with the guard inside: chat completions and responses, whole and streamed, tools
 * included. Its own `fetch` is kept. A refusal is raised as the client's own `PermissionDeniedError`; a stream that
 * has to end early ends with `content_filter`. What the guard cannot read (uploads, audio, realtime) is refused
 * unless `others: "pass"` is written.
 *
 * @example const openai = guardOpenAI(new OpenAI(), await createGuard({ policy: "bartizan:baseline" }));
 */
export function guardOpenAI<Client extends OpenAILike>(
  client: Client,
  guard: GuardLibrary,
  options: Pick<FetchOptions, "about" | "others"> = {},
): Client {
  // Safe: the client's own `fetch`, where its version keeps it there; otherwise the global one.
  const { fetch } = client as { readonly fetch?: unknown };
  const guarded = guard.fetch({
    ...options,
    baseURL: client.baseURL,
    ...(typeof fetch === "function" ? { fetch: fetch as Fetch } : {}),
  });
  // Safe: `withOptions` gives a client of the same class.
  return client.withOptions({ fetch: guarded }) as Client;
}
