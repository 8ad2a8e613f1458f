import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";
const asked = `{"q":"${P}"}`;

/** Items that stand in requests and in answers alike. */
const items: readonly JsonValue[] = [
  {
    type: "message",
    id: "m",
    role: "assistant",
    status: "completed",
    content: [
      {
        type: "output_text",
        text: `x ${P}`,
        annotations: [{ type: "url_citation", title: P, url: `https://example.com/${P}` }],
      },
      { type: "refusal", refusal: P },
      { type: "invented", deep: [P] },
    ],
  },
  { type: "reasoning", id: "r", summary: [{ type: "summary_text", text: P }], encrypted_content: "AAAA" },
  { type: "reasoning", id: "r", summary: [], content: [{ type: "reasoning_text", text: P }] },
  { type: "function_call", id: "f", call_id: "c1", name: "find", arguments: asked, status: "completed" },
  { type: "custom_tool_call", id: "t", call_id: "c2", name: "run", input: P },
  { type: "mcp_call", id: "n", name: "look", server_label: "s", arguments: asked, output: P, error: P },
  { type: "mcp_approval_request", id: "a", name: "look", server_label: "s", arguments: asked },
  {
    type: "mcp_list_tools",
    id: "l",
    server_label: "s",
    tools: [{ name: "look", description: P, input_schema: { properties: { q: { description: P } } } }],
  },
  { type: "web_search_call", id: "w", status: "completed", action: { type: "search", query: P } },
  { type: "file_search_call", id: "s", queries: [P], results: [{ file_id: "f", filename: P, text: P }] },
  { type: "code_interpreter_call", id: "i", code: P, outputs: [{ type: "logs", logs: P }] },
  { type: "image_generation_call", id: "g", result: "AAAA", revised_prompt: P },
  { type: "computer_call", id: "p", call_id: "c3", action: { type: "type", text: P } },
  { type: "local_shell_call", id: "h", call_id: "c4", action: { type: "exec", command: ["echo", P] } },
  { type: "shell_call_output", call_id: "c4", output: [{ stdout: P, stderr: P, outcome: { type: "exit" } }] },
  { type: "apply_patch_call", id: "q", call_id: "c5", operation: { type: "create_file", diff: P } },
  { type: "invented_call", id: "x", words: { more: P } },
];

dialectSuite(dialect, {
  path: "/v1/responses",
  requests: [
    {
      model: "m",
      instructions: `be ${P}`,
      input: [
        { role: "developer", content: P },
        {
          role: "user",
          content: [
            { type: "input_text", text: `a/b~c ${P} ${P}` },
            { type: "input_image", image_url: `https://example.com/${P}.png`, detail: "low" },
            { type: "input_image", image_url: "data:image/png;base64,AAAA" },
            { type: "input_file", filename: `${P}.pdf`, file_data: "AAAA" },
            { type: "input_file", file_url: `https://example.com/${P}.pdf` },
          ],
        },
        ...items,
        { type: "function_call_output", call_id: "c1", output: `found ${P}` },
        { type: "custom_tool_call_output", call_id: "c2", output: [{ type: "input_text", text: P }] },
        {
          type: "computer_call_output",
          call_id: "c3",
          output: { type: "computer_screenshot", image_url: `https://example.com/${P}` },
        },
        { type: "mcp_approval_response", approval_request_id: "a", approve: true, reason: P },
        { type: "item_reference", id: "i" },
      ],
      tools: [
        {
          type: "function",
          name: "find",
          description: P,
          strict: true,
          parameters: {
            type: "object",
            properties: { "odd/name~": { type: "string", title: P, enum: [P] } },
          },
        },
        { type: "custom", name: "run", description: P, format: { type: "grammar", definition: P } },
        {
          type: "namespace",
          name: "group",
          description: P,
          tools: [{ type: "function", name: "inner", description: P }],
        },
        {
          type: "mcp",
          server_label: "s",
          server_url: `https://example.com/${P}`,
          server_description: P,
          headers: { authorization: "credential" },
        },
        { type: "web_search", user_location: { city: P } },
      ],
      text: { format: { type: "json_schema", name: "r", schema: { description: P } } },
      prompt: { id: "pmpt_1", variables: { who: P, what: { type: "input_text", text: P } } },
      invented: [P],
      "x/y": P,
    },
    { input: P },
  ],
  responses: [
    {
      id: "resp_1",
      object: "response",
      model: "m",
      status: "completed",
      output: items,
      output_text: P,
      error: { code: "c", message: P },
      usage: { input_tokens: 1, output_tokens: 2 },
    },
    { object: "list", data: items, first_id: "m", last_id: "x", has_more: false },
    { id: "resp_1", object: "response", deleted: true },
  ],
});

const raw = (more: Partial<RawRequest>): RawRequest => ({
  method: "POST",
  path: "/v1/responses",
  query: "",
  headers: {},
  body: undefined,
  allowed: new Set(),
  ...more,
});
const read = (body: JsonValue, allowed: readonly UninspectedKind[] = []): ReadRequest =>
  dialect.readRequest(raw({ body, allowed: new Set(allowed) }));

describe("a request for a response", () => {
  it("is understood: what it asks for, and what detectors need to know of it", () => {
    const request = read({
      model: "m",
      stream: true,
      max_output_tokens: 10,
      conversation: { id: "conv_1" },
      previous_response_id: "resp_0",
      instructions: "rules",
      input: [
        { role: "user", content: "question" },
        { type: "function_call", call_id: "c", name: "find", arguments: "{}" },
        { type: "function_call_output", call_id: "c", output: "result" },
      ],
      tools: [{ type: "function", name: "find", description: "finds", parameters: { type: "object" } }],
    });
    expect(request).toMatchObject({
      target: "/responses",
      model: "m",
      stream: true,
      maxOutputTokens: 10,
      session: "conv_1",
      context: { instructions: ["rules"], userTexts: ["question"] },
      tools: [{ name: "find", description: "finds", parameters: { type: "object" } }],
    });
    expect(request.parts.map(({ at, stage, role, source }) => [at, stage, role, source])).toEqual([
      ["/instructions", "input", "system", undefined],
      ["/input/0/content", "input", "user", undefined],
      ["/input/1/arguments", "tool-call", "assistant", "find"],
      ["/input/1/call_id", "input", "assistant", undefined],
      ["/input/1/name", "input", "assistant", undefined],
      ["/input/2/call_id", "input", "assistant", undefined],
      ["/input/2/output", "tool-result", "tool", "find"],
      ["/tools/0/name", "tool-definition", "system", "find"],
      ["/tools/0/description", "tool-definition", "system", "find"],
      ["/conversation/id", "input", "user", undefined],
      ["/previous_response_id", "input", "user", undefined],
    ]);
  });

  it.each([
    ["image", { role: "user", content: [{ type: "input_image", image_url: "https://example.com/a" }] }],
    ["audio", { role: "user", content: [{ type: "input_audio", data: "AAAA" }] }],
    ["file", { role: "user", content: [{ type: "input_file", file_id: "f" }] }],
    ["unknown", { role: "user", content: [{ type: "invented", text: "x" }] }],
    ["unknown", { type: "invented_call" }],
  ] as const)("with content nobody can look into (%s) passes only where that is allowed", (kind, item) => {
    expect(() => read({ input: [item] })).toThrow(WireError);
    expect(read({ input: [item] }, [kind]).uninspected).toEqual([kind]);
  });

  it("with instructions kept at the provider passes only where unknown content is allowed", () => {
    const body = { prompt: { id: "pmpt_1" }, input: "x" };
    expect(() => read(body)).toThrow(/cannot be inspected/);
    expect(read(body, ["unknown"]).uninspected).toEqual(["unknown"]);
  });
});

describe("a kept response", () => {
  it.each([
    ["GET", "/v1/responses/resp_1", true],
    ["DELETE", "/v1/responses/resp_1", true],
    ["POST", "/v1/responses/resp_1/cancel", true],
    ["GET", "/v1/responses/resp_1/input_items", true],
    ["POST", "/v1/responses/resp_1", false],
    ["POST", "/v1/responses/input_tokens", false],
    ["GET", "/v1/responses/../models", false],
    ["GET", "/v1/responses", false],
  ])("%s %s is taken: %s", (method, path, taken) => {
    expect(dialect.match(method, path)).toBe(taken);
  });

  it("is asked for with its query, and streamed again only from its start", () => {
    const at = { method: "GET", path: "/v1/responses/resp_1" };
    expect(dialect.readRequest(raw({ ...at, query: "?stream=true" }))).toMatchObject({
      target: "/responses/resp_1?stream=true",
      stream: true,
    });
    expect(() => dialect.readRequest(raw({ ...at, query: "?stream=true&starting_after=4" }))).toThrow(
      /taken up in the middle/,
    );
  });
});

describe("an answer that repeats its request", () => {
  const around = {
    instructions: "be kind",
    tools: [{ type: "function", name: "find", description: "finds" }],
  };
  const answer = { id: "r", output: [], ...around };

  it("is not inspected again for what was inspected", () => {
    const request = read({ input: "x", ...around });
    expect(dialect.readResponse(answer, request, new Set()).parts).toEqual([]);
  });

  it("is inspected where it says something else", () => {
    const { parts } = dialect.readResponse(answer, read({ input: "x" }), new Set());
    expect(parts.map(({ at, stage }) => [at, stage])).toEqual([
      ["/instructions", "input"],
      ["/tools/0/name", "tool-definition"],
      ["/tools/0/description", "tool-definition"],
    ]);
  });
});
