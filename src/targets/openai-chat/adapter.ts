import { defineAdapter } from "../adapter.ts";
import { targetErrors } from "../errors.ts";
import { openAiChatSchema } from "./config.ts";

export const adapter = defineAdapter({
  kind: "openai-chat",
  configSchema: openAiChatSchema,
  urls: () => [],
  connect: async () => {
    throw targetErrors.unknownKind("The openai-chat adapter cannot connect yet.");
  },
});
