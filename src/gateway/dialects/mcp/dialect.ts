import type { Dialect } from "../dialect.ts";
import { mcpProblem } from "./problem.ts";
import { readMcpRequest, serverOf } from "./read-request.ts";
import { readMcpResponse } from "./read-response.ts";
import { McpStream } from "./stream.ts";

/**
 * Model Context Protocol over streamable HTTP (specification 2025-06-18, "Transports").
 *
 * `/mcp` or `/mcp/<server>`; the upstream's URL is the server's own address, path included. The server takes the
 * place of the model: routes and keys name it `mcp` or `mcp/<server>`.
 */
export const dialect: Dialect = {
  id: "mcp",
  about: "Tool servers of the Model Context Protocol, over streamable HTTP.",
  upstream: "mcp",
  operation: "execute_tool",
  requestHeaders: ["accept", "mcp-session-id", "mcp-protocol-version", "last-event-id"],
  responseHeaders: ["mcp-session-id", "mcp-protocol-version", "allow"],
  match: (method, path) =>
    (method === "POST" || method === "GET" || method === "DELETE") && serverOf(path) !== undefined,
  readRequest: readMcpRequest,
  readResponse: readMcpResponse,
  problem: mcpProblem,
  openStream: (host) => new McpStream(host),
};
