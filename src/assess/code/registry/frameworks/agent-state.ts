import type { Framework } from "../framework.ts";
import { anthropic } from "./anthropic.ts";
import { cohere, google, mistral } from "./model-clients.ts";
import { openai } from "./openai.ts";
import { vercelAi } from "./vercel-ai.ts";

const asks = [openai, anthropic, google, cohere, mistral, vercelAi].flatMap(({ models }) =>
  (models ?? []).flatMap(({ calls }) => calls),
);

/** Around the question itself: which model is asked, what is remembered, what is made a vector of, which servers are used. */
export const agentState: Framework = {
  id: "agent-state",
  sinks: [
    { kind: "model-option", calls: asks, args: ["model", "tools", "base_url", "api_base"] },
    {
      kind: "model-option",
      calls: ["openai.OpenAI", "openai.AsyncOpenAI", "anthropic.Anthropic", "anthropic.AsyncAnthropic"],
      args: ["base_url", "baseURL"],
    },
    {
      kind: "memory",
      calls: [
        "mem0.Memory().add",
        "mem0.MemoryClient().add",
        "mem0.Memory.from_config().add",
        "mem0ai.default().add",
        "mem0ai.MemoryClient().add",
        "mem0ai/oss.Memory().add",
        "zep_cloud.client.Zep().memory.add",
        "zep_cloud.client.Zep().graph.add",
        "langgraph**.InMemoryStore().put",
        "langgraph**.PostgresStore.from_conn_string().put",
        "@langchain/langgraph.InMemoryStore().put",
      ],
      args: ["*"],
    },
    {
      kind: "memory",
      calls: ["langchain**.*Memory().save_context", "langchain**.*Memory().saveContext"],
      args: [1],
    },
    {
      kind: "embedding",
      calls: [
        "openai.OpenAI().embeddings.create",
        "openai.AsyncOpenAI().embeddings.create",
        "openai.AzureOpenAI().embeddings.create",
        "litellm.embedding",
      ],
      args: ["input"],
    },
    {
      kind: "embedding",
      calls: ["cohere.Client().embed", "cohere.ClientV2().embed", "voyageai.Client().embed"],
      args: [["texts", 0]],
    },
    {
      kind: "embedding",
      calls: [
        "langchain_openai.OpenAIEmbeddings().embed_query",
        "langchain_openai.OpenAIEmbeddings().embed_documents",
        "@langchain/openai.OpenAIEmbeddings().embedQuery",
        "@langchain/openai.OpenAIEmbeddings().embedDocuments",
      ],
      args: [0],
    },
    { kind: "embedding", calls: ["ai.embed"], args: ["value"] },
    { kind: "embedding", calls: ["ai.embedMany"], args: ["values"] },
    {
      kind: "server-start",
      calls: ["mcp.StdioServerParameters", "mcp.client.stdio.StdioServerParameters"],
      args: ["command", "args"],
    },
    {
      kind: "server-start",
      calls: [
        "mcp.client.sse.sse_client",
        "mcp.client.streamable_http.streamablehttp_client",
        "mcp.client.streamable_http.streamable_http_client",
        "fastmcp.Client",
      ],
      args: [["url", 0]],
    },
    {
      kind: "server-start",
      calls: ["@modelcontextprotocol/sdk/client/stdio.js.StdioClientTransport"],
      args: ["command", "args"],
    },
  ],
};
