import type { ConversationCapabilities, ConversationTarget } from "../../contracts/index.ts";
import { defineAdapter, type TargetDeps } from "../adapter.ts";
import { hookUrls, literalUrl } from "../config/urls.ts";
import { createHarness } from "../harness/harness.ts";
import { probeTarget } from "../probe/probe.ts";
import { refuseHistory } from "../surfaces.ts";
import { readSecrets, sessionValues } from "../template/values.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { createRedactor } from "../transport/redactor.ts";
import { createTransport } from "../transport/transport.ts";
import { createChannel } from "./channel.ts";
import { type HttpConfig, httpSchema } from "./config.ts";
import { HttpSession } from "./session.ts";
import { createSignIn } from "./sign-in.ts";
import { pacedWork } from "../transport/paced-work.ts";
import { createSocketLine } from "./websocket.ts";

/** HTTP as people really have it: templates, sign-in, cookies, polling, streams and WebSockets. */
export const adapter = defineAdapter({ kind: "http", configSchema: httpSchema, urls: urlsOf, connect });

function urlsOf(config: HttpConfig): readonly string[] {
  const requests = [
    ...(config.login?.steps ?? []).map((step) => step.request.url),
    ...(config.start ?? []).map((step) => step.request.url),
    config.request?.url,
    config.poll?.request.url,
  ];
  const http = requests.flatMap((url) => (url === undefined ? [] : [literalUrl(url, config.base_url)]));
  const socket =
    config.websocket === undefined
      ? undefined
      : literalUrl(config.websocket.url, config.base_url?.replace(/^http/, "ws"));
  return [...http, socket, ...hookUrls(config.harness, config.base_url)].filter((url) => url !== undefined);
}

async function connect(config: HttpConfig, deps: TargetDeps): Promise<ConversationTarget> {
  const redactor = createRedactor();
  const secrets = await readSecrets(config, deps.secrets, redactor);
  const urls = urlsOf(config);
  const rateLimitKey = config.rate_limit_key ?? new URL(mainUrl(config, urls)).origin;
  const transport = createTransport({
    config,
    deps,
    dispatcher: await createDispatcher(config, deps),
    urls,
    rateLimitKey,
  });
  const harness = createHarness({ config: config.harness, base: config.base_url, transport, redactor });
  const signIn = createSignIn(config, () => createChannel(deps.clock, redactor));
  const capabilities = capabilitiesOf(config, harness.surfaces, harness.hasEffects);
  const target: ConversationTarget = {
    kind: "conversation",
    id: config.id,
    capabilities,
    rateLimitKey,
    open: async (context) => {
      refuseHistory(capabilities, context.history);
      const line =
        config.websocket === undefined
          ? undefined
          : createSocketLine(config, config.websocket, transport, deps.clock);
      const parts = {
        config,
        transport,
        harness,
        signIn,
        line,
        paced: pacedWork(config, deps, rateLimitKey),
      };
      return new HttpSession(
        parts,
        context,
        sessionValues(context, secrets),
        createChannel(deps.clock, redactor),
      );
    },
    probe: (context) => probeTarget(target, context, { streams: false }),
    dispose: () => transport.dispose(),
  };
  return target;
}

/** The URL the conversation itself goes to. */
function mainUrl(config: HttpConfig, urls: readonly string[]): string {
  const template = config.request?.url ?? config.websocket?.url ?? "";
  return literalUrl(template, config.base_url) ?? urls[0] ?? "http://unknown.invalid";
}

function capabilitiesOf(
  config: HttpConfig,
  planted: ConversationCapabilities["surfaces"],
  effects: boolean,
): ConversationCapabilities {
  const template = JSON.stringify([config.request, config.websocket?.send]);
  const sendsAll = template.includes("{{messages}}");
  const keepsState =
    /\{\{(?:session|captured\.)/.test(template) ||
    config.login !== undefined ||
    config.websocket !== undefined;
  const multiTurn = config.capabilities?.multi_turn ?? (sendsAll || keepsState);
  return {
    multiTurn,
    systemPrompt: config.capabilities?.system_prompt ?? false,
    tools:
      config.capabilities?.tools ??
      (config.reply?.format === "json" && config.reply.tool_calls !== undefined),
    streaming: config.reply?.format === "sse" || config.websocket !== undefined,
    effects,
    seed: config.capabilities?.seed ?? template.includes("{{seed}}"),
    surfaces: ["user-turn", ...(sendsAll && multiTurn ? (["history"] as const) : []), ...planted],
  };
}
