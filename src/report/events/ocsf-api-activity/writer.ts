import type { JsonObject, SecurityEvent } from "../../../contracts/index.ts";
import { boundedEvent } from "../bounded-event.ts";
import type { EventContext, EventWriter } from "../event-writer.ts";
import { actorOf, defaultOcsfVersion, ocsfBase, securityControl, sourceOf, unmapped } from "../ocsf/ocsf.ts";

/** OCSF API Activity, class 6003, with the profiles AI Operation (from 1.8.0 on) and Security Control. */
export const writer: EventWriter = {
  id: "ocsf-api-activity",
  about: "OCSF 6003 API Activity with the ai_operation profile",
  mediaType: "application/json",
  write(given, context) {
    const event = boundedEvent(given);
    const isAi = hasAiProfile(context.ocsfVersion ?? defaultOcsfVersion);
    const profiles = isAi ? ["ai_operation", "security_control"] : ["security_control"];
    const { operation } = event.facts;
    return JSON.stringify({
      // 99: asking a model is neither of create, read, update and delete.
      ...ocsfBase(event, context, { category: 6, class: 6003, activity: 99, profiles }),
      ...securityControl(event),
      category_name: "Application Activity",
      class_name: "API Activity",
      activity_name: "Invoke",
      status_id: event.action === "denied" ? 2 : 1,
      actor: actorOf(event),
      api: {
        operation: typeof operation === "string" && operation !== "" ? operation : "inference",
        service: { name: context.product.name, version: context.product.version },
      },
      src_endpoint: sourceOf(event),
      ...(isAi ? aiOperation(event, context) : {}),
      unmapped: unmapped(event),
    });
  },
};

function aiOperation({ model, usage, session }: SecurityEvent, { product }: EventContext): JsonObject {
  const { inputTokens, outputTokens } = usage ?? {};
  return {
    ...(model === undefined
      ? {}
      : {
          ai_model: {
            name: model.name,
            ai_provider: model.provider ?? "unknown",
            ...(model.version === undefined ? {} : { version: model.version }),
          },
        }),
    message_context: {
      // 2: the assistant, whose answer the event is about.
      ai_role_id: 2,
      service: { name: product.name },
      ...(session === undefined ? {} : { uid: session }),
      ...(inputTokens === undefined ? {} : { prompt_tokens: inputTokens }),
      ...(outputTokens === undefined ? {} : { completion_tokens: outputTokens }),
      ...(inputTokens === undefined || outputTokens === undefined
        ? {}
        : { total_tokens: inputTokens + outputTokens }),
    },
  };
}

function hasAiProfile(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 8);
}
