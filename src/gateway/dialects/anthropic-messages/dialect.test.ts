import { describe, expect, it } from "vitest";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";

const blocks = [
  { type: "text", text: P, citations: [{ type: "char_location", cited_text: P, document_title: P }] },
  { type: "thinking", thinking: P, signature: "sig", note: P },
  { type: "redacted_thinking", data: "AAAA", note: P },
  { type: "tool_use", id: "t1", name: "find", note: P, input: { "q/~": P, deep: [P] } },
  { type: "server_tool_use", id: "t2", name: "web_search", input: { query: P } },
  {
    type: "web_search_tool_result",
    tool_use_id: "t2",
    note: P,
    content: [
      { type: "web_search_result", title: P, url: `https://example.com/${P}`, encrypted_content: "AAAA" },
    ],
  },
];

dialectSuite(dialect, {
  path: "/v1/messages",
  requests: [
    {
      model: "m",
      max_tokens: 5,
      system: [{ type: "text", text: P, cache_control: { type: "ephemeral" } }],
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: P },
            { type: "image", note: P, source: { type: "url", url: `https://example.com/${P}`, note: P } },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
            {
              type: "document",
              note: P,
              title: P,
              context: P,
              source: { type: "text", media_type: "text/plain", data: P },
            },
            { type: "document", source: { type: "content", content: [{ type: "text", text: P }] } },
            { type: "document", source: { type: "url", url: `https://example.com/${P}.pdf` } },
            { type: "search_result", source: P, title: P, content: [{ type: "text", text: P }] },
            { type: "invented", words: [P] },
          ],
        },
        { role: "assistant", content: blocks },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "t1", content: P, note: P },
            { type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: P }] },
          ],
        },
      ],
      tools: [
        {
          name: "find",
          description: P,
          input_schema: { type: "object", properties: { q: { description: P } } },
        },
        { type: "web_search_20250305", name: "web_search", allowed_domains: [`${P}.example`] },
      ],
      output_config: { format: { type: "json_schema", schema: { description: P } } },
      invented: { text: P },
    },
    { model: "m", max_tokens: 1, system: P, messages: [{ role: "user", content: P }] },
  ],
  responses: [
    {
      id: "m",
      type: "message",
      role: "assistant",
      model: "m",
      content: blocks,
      usage: { input_tokens: 1, output_tokens: 2 },
    },
  ],
});

const read = (body: RawRequest["body"], allowed: readonly UninspectedKind[] = []): ReadRequest =>
  dialect.readRequest({
    method: "POST",
    path: "/v1/messages",
    query: "",
    headers: {},
    body,
    allowed: new Set(allowed),
  });

describe("a message", () => {
  it("is understood: what it asks for, and what detectors need to know of it", () => {
    const request = read({
      model: "m",
      max_tokens: 10,
      stream: true,
      system: "rules",
      metadata: { user_id: "s" },
      messages: [
        { role: "user", content: "question" },
        { role: "assistant", content: [{ type: "tool_use", id: "t", name: "find", input: { q: 1 } }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "result" }] },
      ],
    });
    expect(request).toMatchObject({
      target: "/v1/messages",
      stream: true,
      maxOutputTokens: 10,
      session: "s",
      context: { instructions: ["rules"], userTexts: ["question"] },
    });
    expect(request.parts.map(({ at, stage, role, source }) => [at, stage, role, source])).toEqual([
      ["/system", "input", "system", undefined],
      ["/messages/0/content", "input", "user", undefined],
      ["/messages/1/content/0/input", "tool-call", "assistant", "find"],
      ["/messages/1/content/0/id", "input", "assistant", undefined],
      ["/messages/1/content/0/name", "input", "assistant", undefined],
      ["/messages/2/content/0/tool_use_id", "input", "assistant", undefined],
      ["/messages/2/content/0/content", "tool-result", "tool", "find"],
      ["/metadata", "input", "user", undefined],
    ]);
  });

  it.each([
    ["image", { type: "image", source: { type: "base64", data: "AAAA" } }],
    ["file", { type: "document", source: { type: "base64", data: "AAAA" } }],
    ["file", { type: "container_upload", file_id: "f" }],
    ["unknown", { type: "invented", text: "x" }],
  ] as const)("with content nobody can look into (%s) passes only where that is allowed", (kind, block) => {
    const body = { messages: [{ role: "user", content: [block] }] };
    expect(() => read(body)).toThrow(WireError);
    expect(read(body, [kind]).uninspected).toEqual([kind]);
  });
});
