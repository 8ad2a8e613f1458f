import type { Framework } from "../framework.ts";

const clients = [
  "anthropic.Anthropic()",
  "anthropic.AsyncAnthropic()",
  "anthropic.AnthropicBedrock()",
  "anthropic.AnthropicVertex()",
];

/** The Anthropic client. */
export const anthropic: Framework = {
  id: "anthropic",
  names: {
    "@anthropic-ai/sdk.default": "anthropic.Anthropic",
    "@anthropic-ai/sdk.Anthropic": "anthropic.Anthropic",
  },
  models: [
    {
      calls: clients.flatMap((client) => [
        `${client}.messages.create`,
        `${client}.messages.stream`,
        `${client}.messages.parse`,
        `${client}.beta.messages.create`,
        `${client}.beta.messages.stream`,
      ]),
      messages: ["messages"],
      system: ["system"],
    },
    { calls: clients.map((client) => `${client}.completions.create`), prompt: ["prompt"] },
  ],
  graph: [
    {
      calls: clients.map((client) => `${client}.messages.create`),
      kind: "model",
      name: ["model"],
      tools: ["tools"],
    },
  ],
};
