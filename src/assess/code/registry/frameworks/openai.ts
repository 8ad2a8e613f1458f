import type { Framework } from "../framework.ts";

const clients = [
  "openai.OpenAI()",
  "openai.AsyncOpenAI()",
  "openai.AzureOpenAI()",
  "openai.AsyncAzureOpenAI()",
  "openai",
];
const on = (...methods: readonly string[]): string[] =>
  clients.flatMap((client) => methods.map((method) => `${client}.${method}`));

/** The OpenAI client, and libraries with the same calls. */
export const openai: Framework = {
  id: "openai",
  names: { "openai.default": "openai.OpenAI", "openai.OpenAI.OpenAI": "openai.OpenAI" },
  models: [
    {
      calls: [
        ...on(
          "chat.completions.create",
          "chat.completions.parse",
          "chat.completions.stream",
          "beta.chat.completions.parse",
          "beta.chat.completions.stream",
          "ChatCompletion.create",
          "ChatCompletion.acreate",
        ),
        "groq.Groq().chat.completions.create",
        "together.Together().chat.completions.create",
        "litellm.completion",
        "litellm.acompletion",
      ],
      messages: ["messages"],
    },
    {
      calls: on("responses.create", "responses.parse", "responses.stream"),
      messages: ["input"],
      system: ["instructions"],
    },
    {
      calls: [...on("completions.create", "Completion.create"), "litellm.text_completion"],
      prompt: ["prompt"],
    },
    { calls: on("beta.assistants.create"), system: ["instructions"] },
    { calls: on("beta.threads.messages.create"), prompt: ["content"] },
  ],
  graph: [
    {
      calls: on("chat.completions.create", "responses.create", "chat.completions.parse", "responses.parse"),
      kind: "model",
      name: ["model"],
      tools: ["tools"],
    },
  ],
};
