import type { ConversationCapabilities, ConversationTarget } from "../../contracts/index.ts";
import { defineAdapter, type TargetDeps } from "../adapter.ts";
import { hookUrls } from "../config/urls.ts";
import { createHarness } from "../harness/harness.ts";
import { probeTarget } from "../probe/probe.ts";
import { readSecrets, sessionValues } from "../template/values.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { createRedactor } from "../transport/redactor.ts";
import { createTransport } from "../transport/transport.ts";
import { type OpenAiChatConfig, openAiChatSchema } from "./config.ts";
import { refuseHistory } from "../surfaces.ts";
import { scoreTexts } from "./score.ts";
import { ChatSession } from "./session.ts";

/** The OpenAI chat-completions protocol, plain and streaming, which most model servers and gateways speak. */
export const adapter = defineAdapter({
  kind: "openai-chat",
  configSchema: openAiChatSchema,
  urls: (config) => [config.base_url, ...hookUrls(config.harness, config.base_url)],
  connect,
});

async function connect(config: OpenAiChatConfig, deps: TargetDeps): Promise<ConversationTarget> {
  const redactor = createRedactor();
  const secrets = await readSecrets(config, deps.secrets, redactor);
  const apiKey = config.api_key === undefined ? undefined : await deps.secrets(config.api_key);
  if (apiKey !== undefined) redactor.add(apiKey);
  const rateLimitKey = config.rate_limit_key ?? new URL(config.base_url).origin;
  const transport = createTransport({
    config,
    deps,
    dispatcher: await createDispatcher(config, deps),
    urls: adapter.urls(config),
    rateLimitKey,
  });
  const harness = createHarness({ config: config.harness, base: config.base_url, transport, redactor });
  const capabilities: ConversationCapabilities = {
    multiTurn: config.capabilities?.multi_turn ?? true,
    systemPrompt: config.capabilities?.system_prompt ?? config.system_prompt !== undefined,
    tools: config.capabilities?.tools ?? (config.tools?.length ?? 0) > 0,
    streaming: config.stream,
    effects: harness.hasEffects,
    seed: config.capabilities?.seed ?? config.send_seed,
    surfaces: [
      "user-turn",
      ...(config.capabilities?.multi_turn === false ? [] : (["history"] as const)),
      ...harness.surfaces,
    ],
  };
  const target: ConversationTarget = {
    kind: "conversation",
    id: config.id,
    capabilities,
    rateLimitKey,
    open: async (context) => {
      refuseHistory(capabilities, context.history);
      return new ChatSession(
        { config, transport, harness, redactor, apiKey },
        context,
        sessionValues(context, secrets),
      );
    },
    ...(config.echo_logprobs && {
      score: (texts, context) =>
        scoreTexts({ config, transport, redactor, apiKey }, texts, context, sessionValues(context, secrets)),
    }),
    probe: (context) => probeTarget(target, context, { streams: config.stream, model: config.model }),
    dispose: () => transport.dispose(),
  };
  return target;
}
