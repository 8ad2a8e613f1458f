import type { Framework } from "../framework.ts";

const servers = [
  "mcp.server.fastmcp.FastMCP()",
  "fastmcp.FastMCP()",
  "mcp.server.Server()",
  "mcp.server.lowlevel.Server()",
];

/** Model Context Protocol: servers, whose tools a model calls, and clients, whose results come from elsewhere. */
export const mcp: Framework = {
  id: "mcp",
  names: {
    "@modelcontextprotocol/sdk/server/mcp.js.McpServer": "@modelcontextprotocol/sdk.McpServer",
    "@modelcontextprotocol/sdk/server/index.js.Server": "@modelcontextprotocol/sdk.Server",
    "@modelcontextprotocol/sdk/client/index.js.Client": "@modelcontextprotocol/sdk.Client",
    "@modelcontextprotocol/server.McpServer": "@modelcontextprotocol/sdk.McpServer",
  },
  sources: [
    {
      label: "tool-result",
      calls: [
        "mcp.ClientSession().call_tool",
        "mcp.client.session.ClientSession().call_tool",
        "mcp.ClientSession().read_resource",
        "mcp.ClientSession().get_prompt",
        "fastmcp.Client().call_tool",
        "fastmcp.Client().read_resource",
        "@modelcontextprotocol/sdk.Client().callTool",
        "@modelcontextprotocol/sdk.Client().readResource",
        "composio.**.execute_action",
      ],
    },
  ],
  tools: servers.flatMap((server) => [`${server}.tool`, `${server}.call_tool`, `${server}.resource`]),
  toolCalls: [
    "@modelcontextprotocol/sdk.McpServer().registerTool",
    "@modelcontextprotocol/sdk.McpServer().tool",
    "@modelcontextprotocol/sdk.McpServer().registerResource",
    "@modelcontextprotocol/sdk.McpServer().resource",
    "@modelcontextprotocol/sdk.Server().setRequestHandler",
    "fastmcp.FastMCP().add_tool",
    "mcp.server.fastmcp.FastMCP().add_tool",
  ],
  graph: [
    {
      calls: [
        "mcp.server.fastmcp.FastMCP",
        "fastmcp.FastMCP",
        "mcp.server.Server",
        "mcp.server.lowlevel.Server",
        "@modelcontextprotocol/sdk.McpServer",
        "@modelcontextprotocol/sdk.Server",
      ],
      kind: "server",
      name: [["name", 0]],
    },
    {
      calls: [
        "mcp.StdioServerParameters",
        "fastmcp.Client",
        "langchain_mcp_adapters.client.MultiServerMCPClient",
        "llama_index.tools.mcp.BasicMCPClient",
      ],
      kind: "server",
      name: ["command"],
    },
    {
      calls: [
        "@modelcontextprotocol/sdk.McpServer().registerTool",
        "@modelcontextprotocol/sdk.McpServer().tool",
      ],
      kind: "tool",
      name: [0],
    },
  ],
};
