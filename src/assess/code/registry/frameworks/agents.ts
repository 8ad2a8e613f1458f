import type { Framework } from "../framework.ts";

/** OpenAI Agents SDK (Python `agents`, JavaScript `@openai/agents`). */
export const openaiAgents: Framework = {
  id: "openai-agents",
  models: [
    {
      calls: [
        "agents.Runner.run",
        "agents.Runner.run_sync",
        "agents.Runner.run_streamed",
        "@openai/agents.run",
        "@openai/agents.Runner().run",
      ],
      messages: [["input", 1]],
    },
    { calls: ["agents.Agent", "@openai/agents.Agent"], system: ["instructions"] },
  ],
  tools: ["agents.function_tool"],
  toolCalls: ["@openai/agents.tool", "agents.FunctionTool", "agents.function_tool"],
  graph: [
    {
      calls: ["agents.Agent", "@openai/agents.Agent"],
      kind: "agent",
      name: [["name", 0]],
      tools: ["tools"],
      model: ["model"],
      servers: ["mcp_servers", "mcpServers"],
      agents: ["handoffs"],
    },
    {
      calls: [
        "agents.mcp.MCPServerStdio",
        "agents.mcp.MCPServerSse",
        "agents.mcp.MCPServerStreamableHttp",
        "@openai/agents.MCPServerStdio",
        "@openai/agents.MCPServerStreamableHttp",
      ],
      kind: "server",
      name: ["name"],
    },
    {
      calls: [
        "agents.WebSearchTool",
        "agents.FileSearchTool",
        "agents.CodeInterpreterTool",
        "agents.ComputerTool",
        "agents.LocalShellTool",
        "agents.HostedMCPTool",
      ],
      kind: "tool",
    },
  ],
};

/** CrewAI. */
export const crewai: Framework = {
  id: "crewai",
  models: [
    {
      calls: [
        "crewai.Crew().kickoff",
        "crewai.Crew().kickoff_async",
        "crewai.Agent().kickoff",
        "crewai.LLM().call",
      ],
      messages: [["inputs", 0]],
    },
  ],
  tools: ["crewai.tools.tool", "crewai_tools.tool"],
  toolBases: ["crewai.tools.BaseTool", "crewai_tools.BaseTool", "crewai.tools.base_tool.BaseTool"],
  sinks: [
    { kind: "prompt-system", calls: ["crewai.Agent"], args: ["role", "goal", "backstory"] },
    { kind: "prompt-user", calls: ["crewai.Task"], args: ["description"] },
  ],
  graph: [
    {
      calls: ["crewai.Agent"],
      kind: "agent",
      name: ["role"],
      tools: ["tools"],
      model: ["llm"],
      servers: ["mcps"],
    },
    { calls: ["crewai.LLM"], kind: "model", name: [["model", 0]] },
    { calls: ["crewai_tools.*Tool"], kind: "tool" },
  ],
};

/** AutoGen and AG2. */
export const autogen: Framework = {
  id: "autogen",
  models: [
    {
      calls: [
        "**.AssistantAgent().run",
        "**.AssistantAgent().run_stream",
        "**.RoundRobinGroupChat().run",
        "**.SelectorGroupChat().run",
        "**.ConversableAgent().generate_reply",
        "**.UserProxyAgent().initiate_chat",
        "autogen_ext.models.openai.OpenAIChatCompletionClient().create",
      ],
      messages: [["task", 0], "message"],
    },
    {
      calls: [
        "autogen.AssistantAgent",
        "autogen.ConversableAgent",
        "autogen_agentchat.agents.AssistantAgent",
        "ag2.ConversableAgent",
      ],
      system: ["system_message"],
    },
  ],
  tools: [
    "autogen.ConversableAgent().register_for_llm",
    "autogen.AssistantAgent().register_for_llm",
    "autogen.UserProxyAgent().register_for_execution",
  ],
  toolCalls: [
    "autogen.register_function",
    "autogen_core.tools.FunctionTool",
    "autogen_agentchat.agents.AssistantAgent",
  ],
  graph: [
    {
      calls: [
        "autogen.AssistantAgent",
        "autogen.ConversableAgent",
        "autogen.UserProxyAgent",
        "autogen_agentchat.agents.AssistantAgent",
        "autogen_agentchat.agents.UserProxyAgent",
        "ag2.ConversableAgent",
      ],
      kind: "agent",
      name: [["name", 0]],
      tools: ["tools"],
      model: ["model_client", "llm_config"],
    },
    { calls: ["autogen_ext.models.**.*Client"], kind: "model", name: ["model"] },
  ],
};

/** Microsoft Semantic Kernel. */
export const semanticKernel: Framework = {
  id: "semantic-kernel",
  models: [
    {
      calls: [
        "semantic_kernel.Kernel().invoke_prompt",
        "semantic_kernel.Kernel().invoke",
        "semantic_kernel.agents.ChatCompletionAgent().get_response",
        "semantic_kernel.agents.ChatCompletionAgent().invoke",
      ],
      messages: [["prompt", 0], "messages"],
    },
  ],
  tools: [
    "semantic_kernel.functions.kernel_function",
    "semantic_kernel.functions.kernel_function_decorator.kernel_function",
  ],
  graph: [
    {
      calls: ["semantic_kernel.agents.ChatCompletionAgent"],
      kind: "agent",
      name: ["name"],
      tools: ["plugins"],
      model: ["service"],
    },
  ],
};

/** smolagents. */
export const smolagents: Framework = {
  id: "smolagents",
  models: [
    { calls: ["smolagents.CodeAgent().run", "smolagents.ToolCallingAgent().run"], messages: [["task", 0]] },
  ],
  tools: ["smolagents.tool"],
  toolBases: ["smolagents.Tool"],
  graph: [
    {
      calls: ["smolagents.CodeAgent", "smolagents.ToolCallingAgent"],
      kind: "agent",
      name: ["name"],
      tools: ["tools"],
      model: ["model"],
    },
    { calls: ["smolagents.*Model"], kind: "model", name: ["model_id"] },
  ],
};

/** Pydantic AI. */
export const pydanticAi: Framework = {
  id: "pydantic-ai",
  models: [
    {
      calls: ["pydantic_ai.Agent().run", "pydantic_ai.Agent().run_sync", "pydantic_ai.Agent().run_stream"],
      messages: [["user_prompt", 0]],
    },
    { calls: ["pydantic_ai.Agent"], system: ["system_prompt", "instructions"] },
  ],
  tools: ["pydantic_ai.Agent().tool", "pydantic_ai.Agent().tool_plain"],
  toolCalls: ["pydantic_ai.Tool", "pydantic_ai.Agent"],
  graph: [
    {
      calls: ["pydantic_ai.Agent"],
      kind: "agent",
      name: ["name"],
      tools: ["tools"],
      model: [["model", 0]],
      servers: ["toolsets", "mcp_servers"],
    },
  ],
};
