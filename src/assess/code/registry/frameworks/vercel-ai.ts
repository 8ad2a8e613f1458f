import type { Framework } from "../framework.ts";

const asks = ["ai.generateText", "ai.streamText", "ai.generateObject", "ai.streamObject"];

/** The AI SDK of Vercel. */
export const vercelAi: Framework = {
  id: "vercel-ai",
  models: [{ calls: asks, messages: ["messages"], system: ["system", "instructions"], prompt: ["prompt"] }],
  toolCalls: ["ai.tool", "ai.dynamicTool"],
  graph: [
    {
      calls: [...asks, "ai.ToolLoopAgent", "ai.Experimental_Agent"],
      kind: "agent",
      name: ["id"],
      tools: ["tools"],
      model: ["model"],
    },
    {
      calls: [
        "@ai-sdk/openai.openai",
        "@ai-sdk/anthropic.anthropic",
        "@ai-sdk/google.google",
        "@ai-sdk/mistral.mistral",
        "@ai-sdk/amazon-bedrock.bedrock",
      ],
      kind: "model",
      name: [0],
    },
    { calls: ["ai.tool"], kind: "tool" },
  ],
};
