import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import { streamThrough } from "../../testing/stream-harness.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";
const ask = (method: string, params: JsonValue, id: JsonValue = 1): JsonValue => ({
  jsonrpc: "2.0",
  id,
  method,
  params,
});
const result = (value: JsonValue): JsonValue => ({ jsonrpc: "2.0", id: 1, result: value });
const content: JsonValue = [
  { type: "text", text: `a/b~c ${P} ${P}`, annotations: { audience: ["user"], odd: P } },
  { type: "image", data: "AAAA", mimeType: "image/png" },
  { type: "audio", data: "AAAA", mimeType: "audio/wav" },
  { type: "resource_link", uri: `https://example.com/${P}`, name: P, description: P },
  { type: "resource", resource: { uri: `file:///${P}`, text: P } },
  { type: "resource", resource: { uri: "file:///b", blob: "AAAA" } },
  { type: "tool_use", id: "t", name: "find", input: { q: P } },
  { type: "tool_result", toolUseId: "t", content: [{ type: "text", text: P }] },
  { type: "invented", deep: [P] },
];

dialectSuite(dialect, {
  path: "/mcp/tools",
  requests: [
    ask("tools/call", { name: "find", arguments: { q: P, n: 1 }, _meta: { progressToken: 1, note: P } }),
    ask("prompts/get", { name: P, arguments: { topic: P } }),
    ask("resources/read", { uri: `https://example.com/${P}` }),
    ask("completion/complete", { ref: { type: "ref/prompt", name: P }, argument: { name: "a", value: P } }),
    ask("initialize", {
      protocolVersion: "2025-06-18",
      clientInfo: { name: P, version: "1" },
      capabilities: {},
    }),
    ask("invented/method", { words: [P] }),
    { jsonrpc: "2.0", method: "notifications/progress", params: { progressToken: 1, message: P } },
    {
      jsonrpc: "2.0",
      id: "s",
      result: { role: "assistant", model: "m", content: { type: "text", text: P } },
    },
    { jsonrpc: "2.0", id: "e", result: { action: "accept", content: { word: P } } },
    { jsonrpc: "2.0", id: "r", result: { roots: [{ uri: "file:///a", name: P }] } },
    { jsonrpc: "2.0", id: "x", error: { code: -1, message: P, data: { why: P } } },
  ],
  responses: [
    result({ content, structuredContent: { deep: [{ more: P }] }, isError: false }),
    result({
      tools: [
        {
          name: "find",
          title: P,
          description: P,
          inputSchema: { type: "object", properties: { q: { type: "string", description: P, enum: [P] } } },
          outputSchema: { type: "object", properties: { r: { description: P } } },
          annotations: { title: P },
        },
      ],
      nextCursor: "c",
    }),
    result({ description: P, messages: [{ role: "user", content: { type: "text", text: P } }] }),
    result({
      contents: [
        { uri: "file:///a", text: P },
        { uri: "file:///b", blob: "AAAA" },
      ],
    }),
    result({ prompts: [{ name: "p", description: P, arguments: [{ name: "a", description: P }] }] }),
    result({
      resources: [{ uri: "file:///a", name: P }],
      resourceTemplates: [{ uriTemplate: P, name: "t" }],
    }),
    result({
      protocolVersion: "2025-06-18",
      capabilities: {},
      serverInfo: { name: P, version: "1" },
      instructions: P,
    }),
    { jsonrpc: "2.0", id: 1, error: { code: -1, message: P, data: [P] } },
  ],
});

const raw = (more: Partial<RawRequest>): RawRequest => ({
  method: "POST",
  path: "/mcp",
  query: "",
  headers: { "mcp-session-id": "s1" },
  body: undefined,
  allowed: new Set(),
  ...more,
});
const read = (body: JsonValue, allowed: readonly UninspectedKind[] = []): ReadRequest =>
  dialect.readRequest(raw({ body, allowed: new Set(allowed) }));

describe("a message of a client", () => {
  it("is understood: what it asks for, and what detectors need to know of it", () => {
    const request = read(ask("tools/call", { name: "find", arguments: { q: 1 } }));
    expect(request).toMatchObject({ target: "", model: "mcp", session: "s1", repeatable: false });
    expect(request.parts).toEqual([
      {
        at: "/params/arguments",
        stage: "tool-call",
        role: "assistant",
        text: '{"q":1}',
        source: "find",
        toolCall: { id: "", name: "find", arguments: '{"q":1}' },
        json: true,
      },
    ]);
    expect(read(ask("tools/list", {})).repeatable).toBe(true);
  });

  it("that calls a tool without arguments is inspected as a call", () => {
    expect(read(ask("tools/call", { name: "wipe" })).parts).toMatchObject([
      { stage: "tool-call", text: "wipe", toolCall: { name: "wipe", arguments: "{}" } },
    ]);
  });

  it.each([
    ["several messages at once", [ask("ping", {})]],
    ["no JSON-RPC", { id: 1, method: "ping" }],
    ["members nobody knows", { jsonrpc: "2.0", id: 1, method: "ping", more: 1 }],
    ["a question and an answer in one", { jsonrpc: "2.0", id: 1, method: "ping", result: {} }],
    ["a result and an error in one", { jsonrpc: "2.0", id: 1, result: {}, error: {} }],
    ["an id that is neither text nor a number", { jsonrpc: "2.0", id: {}, method: "ping" }],
    ["no body", undefined],
  ])("is refused when it holds %s", (_, body) => {
    expect(() => dialect.readRequest(raw({ body }))).toThrow(WireError);
  });
});

describe("the answer of a server", () => {
  const listed = read(ask("tools/list", {}));

  it("tells of its tools, for those who remember them", () => {
    const { tools } = dialect.readResponse(result({ tools: [{ name: "find" }] }), listed, new Set());
    expect(tools).toEqual([{ name: "find" }]);
  });

  it.each([
    ["answers what was not asked", { jsonrpc: "2.0", id: 2, result: {} }],
    ["asks where it should answer", ask("ping", {})],
    ["is no answer", { ok: true }],
  ])("is refused when it %s", (_, body) => {
    expect(() => dialect.readResponse(body, listed, new Set())).toThrow(WireError);
  });

  it("may be missing where nothing was asked", () => {
    const told = read({ jsonrpc: "2.0", method: "notifications/initialized" });
    expect(dialect.readResponse(undefined, told, new Set()).parts).toEqual([]);
    expect(() => dialect.readResponse(undefined, listed, new Set())).toThrow(WireError);
  });

  it.each([
    ["file", { contents: [{ uri: "file:///a", blob: "AAAA" }] }],
    ["audio", { content: [{ type: "audio", data: "AAAA" }] }],
    ["unknown", { content: [{ type: "invented" }] }],
  ] as const)("with content nobody can look into (%s) passes only where that is allowed", (kind, value) => {
    expect(() => dialect.readResponse(result(value), listed, new Set())).toThrow(/cannot be inspected/);
    expect(dialect.readResponse(result(value), listed, new Set([kind])).uninspected).toEqual([kind]);
  });
});

describe("a problem", () => {
  it("is the answer to the request it is about, and an HTTP status where there is none", () => {
    const blocked = {
      kind: "blocked",
      status: 403,
      code: "bartizan_blocked",
      message: "No.",
      decision: "d",
    } as const;
    const asked = read(ask("tools/list", {}, "seven"));
    expect(dialect.problem(blocked, asked)).toMatchObject({
      status: 200,
      body: { jsonrpc: "2.0", id: "seven", error: { code: -32_050, data: { decision: "d" } } },
    });
    expect(dialect.problem(blocked)).toMatchObject({ status: 403, body: { id: null } });
  });
});

describe("a stream of a server", () => {
  it("that says what is no message is ended, and nothing of it is sent", async () => {
    const chunks = [Buffer.from(`data: {"jsonrpc":"2.0","method":"n","params":{"t":"x"},"odd":1}\n\n`)];
    await expect(streamThrough(dialect, chunks)).rejects.toThrow(/members that no JSON-RPC message has/);
  });

  it("passes places to resume from, and messages with their ids", async () => {
    const message = `{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"a secret"}}`;
    const chunks = [Buffer.from(`id: 1\ndata: \n\nid: 2\ndata: ${message}\n\n`)];
    const rules = [{ word: "secret", action: "redact" }] as const;
    const { events } = await streamThrough(dialect, chunks, { rules });
    expect(events).toEqual([
      { id: "1", data: "" },
      { id: "2", event: "message", data: message.replace("secret", "[x]") },
    ]);
  });
});
