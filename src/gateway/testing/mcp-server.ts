import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

export interface McpTestServer {
  readonly url: string;
  /** Methods of HTTP and of the protocol, in the order they came. */
  readonly seen: string[];
  /** The sessions that stand, each with a server of its own. */
  readonly sessions: Map<string, Server>;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}

/** The official server over real sockets, one for every session, answering in streams or, with `json`, in one piece. */
export async function mcpTestServer(
  prepare: (server: Server) => void,
  { json = false }: { readonly json?: boolean } = {},
): Promise<McpTestServer> {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const sessions = new Map<string, Server>();
  const seen: string[] = [];
  const begin = async (): Promise<StreamableHTTPServerTransport> => {
    const server = new Server(
      { name: "test", version: "1" },
      { capabilities: { tools: {}, prompts: {}, resources: {}, logging: {} }, instructions: "be careful" },
    );
    prepare(server);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      enableJsonResponse: json,
      onsessioninitialized: (id) => {
        transports.set(id, transport);
        sessions.set(id, server);
      },
      onsessionclosed: (id) => {
        sessions.delete(id);
      },
    });
    await server.connect(transport);
    return transport;
  };
  const http = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const method = (body as { readonly method?: string } | undefined)?.method;
      seen.push(`${request.method}${method === undefined ? "" : ` ${method}`}`);
      const session = request.headers["mcp-session-id"];
      const held = typeof session === "string" ? transports.get(session) : undefined;
      const transport = held ?? (await begin());
      await transport.handleRequest(request, response, body);
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  // Safe: a listening TCP server has an address with a port.
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/tools/mcp`,
    seen,
    sessions,
    close: async () => {
      for (const transport of transports.values()) await transport.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
