import type { Framework } from "../framework.ts";

const engines = ["as_query_engine()", "as_chat_engine()"];

/** LlamaIndex. */
export const llamaindex: Framework = {
  id: "llamaindex",
  names: { "llama_index.VectorStoreIndex": "llama_index.core.VectorStoreIndex" },
  models: [
    {
      calls: [
        ...engines.flatMap((engine) => [
          `**.${engine}.query`,
          `**.${engine}.aquery`,
          `**.${engine}.chat`,
          `**.${engine}.achat`,
          `**.${engine}.stream_chat`,
        ]),
        "llama_index**.llms.**.complete",
        "llama_index**.llms.**.acomplete",
        "llama_index**.llms.**.chat",
        "llama_index**.llms.**.achat",
        "llama_index**.llms.**.predict",
        "llama_index**.*Agent().chat",
        "llama_index**.*Agent().run",
        "llama_index**.*Agent.from_tools().chat",
        "llama_index**.AgentWorkflow().run",
        "llama_index**.*QueryEngine().query",
      ],
      messages: [
        ["prompt", 0],
        ["messages", 0],
      ],
    },
    {
      calls: ["llama_index**.FunctionAgent", "llama_index**.ReActAgent", "llama_index**.*Agent.from_tools"],
      system: ["system_prompt"],
    },
  ],
  sources: [
    {
      label: "retrieved",
      calls: [
        "**.as_retriever().retrieve",
        "**.as_retriever().aretrieve",
        "llama_index**.*Reader().load_data",
        "llama_index**.*Retriever().retrieve",
      ],
    },
  ],
  toolCalls: ["llama_index**.FunctionTool.from_defaults", "llama_index**.FunctionAgent"],
  graph: [
    {
      calls: [
        "llama_index**.FunctionAgent",
        "llama_index**.ReActAgent",
        "llama_index**.*Agent.from_tools",
        "llama_index**.AgentWorkflow.from_tools_or_functions",
      ],
      kind: "agent",
      name: ["name"],
      tools: [["tools", 0]],
      model: ["llm"],
    },
    {
      calls: ["llama_index**.VectorStoreIndex.from_documents", "llama_index**.VectorStoreIndex"],
      kind: "data",
    },
    {
      calls: [
        "llama_index**.llms.**.OpenAI",
        "llama_index**.llms.**.Anthropic",
        "llama_index**.llms.**.Ollama",
      ],
      kind: "model",
      name: ["model"],
    },
    {
      calls: ["llama_index**.FunctionTool.from_defaults", "llama_index**.QueryEngineTool.from_defaults"],
      kind: "tool",
      name: ["name"],
    },
  ],
};

/** Haystack. */
export const haystack: Framework = {
  id: "haystack",
  models: [
    {
      calls: ["haystack**.*Generator().run", "haystack.Pipeline().run", "haystack**.Agent().run"],
      messages: [["messages", 0]],
      prompt: [["prompt", 0]],
    },
  ],
  sources: [
    {
      label: "retrieved",
      calls: [
        "haystack**.*Retriever().run",
        "haystack**.LinkContentFetcher().run",
        "haystack**.*WebSearch().run",
      ],
    },
  ],
  tools: ["haystack.tools.tool"],
  toolCalls: ["haystack.tools.Tool", "haystack.tools.create_tool_from_function"],
  sinks: [
    {
      kind: "template",
      calls: ["haystack**.PromptBuilder", "haystack**.ChatPromptBuilder"],
      args: [["template", 0]],
    },
  ],
  graph: [
    { calls: ["haystack**.Agent"], kind: "agent", tools: ["tools"], model: ["chat_generator"] },
    { calls: ["haystack**.*Generator"], kind: "model", name: ["model"] },
    { calls: ["haystack**.*DocumentStore"], kind: "data" },
  ],
};

/** DSPy. */
export const dspy: Framework = {
  id: "dspy",
  models: [
    {
      calls: [
        "dspy.Predict().__call__",
        "dspy.ChainOfThought().__call__",
        "dspy.ReAct().__call__",
        "dspy.ProgramOfThought().__call__",
        "dspy.CodeAct().__call__",
        "dspy.LM().__call__",
      ],
      prompt: ["*"],
    },
  ],
  sources: [{ label: "retrieved", calls: ["dspy.Retrieve().__call__", "dspy.ColBERTv2().__call__"] }],
  toolCalls: ["dspy.ReAct", "dspy.Tool", "dspy.CodeAct"],
  graph: [
    { calls: ["dspy.ReAct", "dspy.CodeAct"], kind: "agent", tools: [["tools", 1]] },
    { calls: ["dspy.LM"], kind: "model", name: [["model", 0]] },
  ],
};
