import type { JsonValue, SessionContext } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import { openAiChatSchema } from "../openai-chat/config.ts";
import { endsRun } from "../run-ending.ts";
import { writeHeaders } from "../template/request.ts";
import { readSecrets, sessionValues } from "../template/values.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { createRedactor } from "../transport/redactor.ts";
import { parseJsonAnswer } from "../transport/response.ts";
import { createTransport } from "../transport/transport.ts";
import { tlsFacts, type TlsFacts } from "./handshake.ts";

/** A thing that was looked at, or why it could not be. */
export type Looked<T> =
  | { readonly kind: "seen"; readonly value: T }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "not-applicable"; readonly why: string };

export interface ModelListing {
  readonly status: number;
  /** Of the answer, those of `recordedHeaders` alone, secrets taken out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

export interface EndpointFacts {
  readonly origin: string;
  readonly tls: Looked<TlsFacts>;
  /** The answer of `GET {base_url}/models`. */
  readonly listing: Looked<ModelListing>;
}

/** Only these are written down: others may carry sessions, keys or names of people. */
export const recordedHeaders: readonly string[] = [
  "access-control-allow-origin",
  "cache-control",
  "content-security-policy",
  "content-type",
  "openai-processing-ms",
  "openai-version",
  "server",
  "strict-transport-security",
  "via",
  "x-content-type-options",
  "x-frame-options",
  "x-powered-by",
];

/**
 * What an OpenAI-shaped endpoint shows of itself: its side of TLS, headers, its list of models. Paced, within the
 * budget, under the kill switch, to the configured host only.
 *
 * @throws what says nothing about the endpoint: configuration, budget, kill switch, abort
 */
export async function lookAtEndpoint(
  config: TargetConfig,
  deps: TargetDeps,
  context: Pick<SessionContext, "signal" | "sessionId" | "seed" | "principal">,
): Promise<EndpointFacts | undefined> {
  if (config.kind !== "openai-chat") return undefined;
  const chat = openAiChatSchema.parse(config);
  const base = new URL(`${chat.base_url.replace(/\/+$/, "")}/models`);
  const redactor = createRedactor();
  const secrets = await readSecrets(chat, deps.secrets, redactor);
  const apiKey = chat.api_key === undefined ? undefined : await deps.secrets(chat.api_key);
  if (apiKey !== undefined) redactor.add(apiKey);
  const rateLimitKey = chat.rate_limit_key ?? base.origin;
  const transport = createTransport({
    config: chat,
    deps,
    dispatcher: await createDispatcher(chat, deps),
    urls: [chat.base_url],
    rateLimitKey,
  });
  const { signal } = context;
  try {
    const tls = await handshake();
    const listing = await looked(async () => {
      const { value, status } = await transport.call(
        {
          method: "GET",
          url: base,
          headers: {
            accept: "application/json",
            ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
            ...writeHeaders(chat.headers ?? {}, sessionValues(context, secrets)),
          },
        },
        {
          signal,
          redactor,
          purpose: "component",
          follow: true,
          read: async (response) => ({
            value: {
              headers: Object.fromEntries(
                recordedHeaders.flatMap((name) => {
                  const text = response.headers[name];
                  return text === undefined
                    ? []
                    : [[name, redactor.clean(text).slice(0, 500).toWellFormed()]];
                }),
              ),
              body: redactor.cleanAll(parseJsonAnswer(await response.text(), response)),
            },
            used: { inputTokens: 0, outputTokens: 0 },
          }),
        },
      );
      return { status, ...value };
    });
    return { origin: base.origin, tls, listing };
  } finally {
    await transport.dispose();
  }

  async function handshake(): Promise<Looked<TlsFacts>> {
    if (base.protocol !== "https:") return { kind: "not-applicable", why: "the address is not https" };
    if (config.proxy === "environment")
      return { kind: "not-applicable", why: "the target is reached through a proxy" };
    return looked(async () => {
      const { value } = await deps.pacer.run({
        key: rateLimitKey,
        limits: { concurrency: config.concurrency },
        signal,
        attempt: async () => ({
          kind: "answered",
          value: await tlsFacts(base, config, deps, signal),
          quota: { windows: [] },
        }),
      });
      return value;
    });
  }
}

/** A failure on the way, or in the answer, is a fact about the endpoint; any other is thrown. */
async function looked<T>(look: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { kind: "seen", value: await look() };
  } catch (error) {
    if (!(error instanceof BartizanError) || error.exit !== 3) throw error;
    if (error.code === "TARGETS_ABORTED" || endsRun(error)) throw error;
    return { kind: "failed", why: `${error.code}: ${error.message}`.slice(0, 600).toWellFormed() };
  }
}
