import { describe, expect, it } from "vitest";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";

dialectSuite(dialect, {
  path: "/v1/chat/completions",
  requests: [
    {
      model: "m",
      messages: [
        { role: "system", content: `be ${P}` },
        { role: "developer", content: [{ type: "text", text: P }] },
        {
          role: "user",
          name: P,
          content: [
            { type: "text", text: `a/b~c ${P} ${P}` },
            { type: "image_url", text: P, image_url: { url: `https://example.com/${P}.png`, detail: P } },
            { type: "image_url", image_url: { url: `data:text/plain,${P}` } },
            { type: "image_url", image_url: { url: `data:image/svg+xml,<svg>${P}</svg>` } },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
            { type: "input_audio", text: P, input_audio: { data: "AAAA", format: "wav", transcript: P } },
            { type: "file", text: P, file: { file_id: "f", filename: `${P}.pdf`, note: P } },
            { type: "invented", deep: [{ text: P }] },
          ],
        },
        {
          role: "assistant",
          content: null,
          refusal: P,
          reasoning_content: P,
          tool_calls: [
            {
              id: "c1",
              note: P,
              type: "function",
              function: { name: "find", arguments: `{"q":"${P}"}`, a: P },
            },
            { id: "c2", note: [P], type: "custom", custom: { name: "run", input: P, a: { name: P } } },
          ],
        },
        { role: "tool", tool_call_id: "c1", content: `found ${P}` },
        { role: "tool", tool_call_id: "c2", content: [{ type: "text", text: P }] },
        { role: "assistant", function_call: { name: "old", arguments: P } },
        { role: "function", name: "old", content: P },
      ],
      tools: [
        {
          type: "function",
          note: P,
          function: {
            name: "find",
            description: P,
            parameters: {
              type: "object",
              properties: {
                description: { type: "string", description: P, enum: [P] },
                "odd/name~": { type: "string", title: P, default: P, examples: [P] },
                type: { type: "string", pattern: P, "x-note": [P], description: P },
              },
            },
          },
        },
        { type: "custom", custom: { name: "run", description: P, format: { type: "text", definition: P } } },
        { type: "invented_search", hint: P },
      ],
      functions: [{ name: "old", description: P, parameters: { type: "object" } }],
      response_format: { type: "json_schema", json_schema: { name: "r", schema: { description: P } } },
      prediction: { type: "content", content: [{ type: "text", text: P }] },
      documents: [{ text: P }],
      "x/y": P,
    },
    { messages: [{ role: "user", content: P }] },
  ],
  responses: [
    {
      id: "c",
      model: "m",
      citations: [P],
      choices: [
        {
          index: 0,
          finish_reason: "tool_calls",
          message: {
            role: "assistant",
            content: `x ${P}`,
            refusal: P,
            reasoning_content: P,
            annotations: [
              { type: "url_citation", url_citation: { title: P, url: `https://example.com/${P}` } },
            ],
            audio: { id: "a", data: "AAAA", transcript: P },
            tool_calls: [
              { id: "c1", type: "function", function: { name: "find", arguments: `{"q":"${P}"}` } },
              { id: "c2", type: "custom", custom: { name: "run", input: P } },
            ],
          },
        },
        {
          index: 1,
          finish_reason: "stop",
          message: { role: "assistant", content: P, function_call: { name: "f", arguments: P } },
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    },
  ],
});

const read = (body: RawRequest["body"], allowed: readonly UninspectedKind[] = []): ReadRequest =>
  dialect.readRequest({
    method: "POST",
    path: "/v1/chat/completions",
    query: "?a=b",
    headers: {},
    body,
    allowed: new Set(allowed),
  });

describe("a chat completion", () => {
  it("is understood: what it asks for, and what detectors need to know of it", () => {
    const request = read({
      model: "m",
      stream: true,
      max_completion_tokens: 10,
      n: 3,
      metadata: { session_id: "s" },
      messages: [
        { role: "system", content: "rules" },
        { role: "user", content: "question" },
        {
          role: "assistant",
          content: "",
          tool_calls: [{ id: "c", function: { name: "find", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "c", content: "result" },
      ],
      tools: [
        {
          type: "function",
          function: { name: "find", description: "finds", parameters: { type: "object" } },
        },
      ],
    });
    expect(request).toMatchObject({
      target: "/chat/completions?a=b",
      model: "m",
      stream: true,
      maxOutputTokens: 30,
      session: "s",
      context: { instructions: ["rules"], userTexts: ["question"] },
      tools: [{ name: "find", description: "finds", parameters: { type: "object" } }],
    });
    expect(request.parts.map(({ at, stage, role, source }) => [at, stage, role, source])).toEqual([
      ["/messages/0/content", "input", "system", undefined],
      ["/messages/1/content", "input", "user", undefined],
      ["/messages/2/tool_calls/0/function/arguments", "tool-call", "assistant", "find"],
      ["/messages/2/tool_calls/0/function/name", "input", "assistant", undefined],
      ["/messages/2/tool_calls/0/id", "input", "assistant", undefined],
      ["/messages/3/tool_call_id", "input", "assistant", undefined],
      ["/messages/3/content", "tool-result", "tool", "find"],
      ["/tools/0/function/name", "tool-definition", "system", "find"],
      ["/tools/0/function/description", "tool-definition", "system", "find"],
      ["/metadata", "input", "user", undefined],
    ]);
  });

  it.each([
    ["image", { type: "image_url", image_url: { url: "https://example.com/a.png" } }],
    ["audio", { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }],
    ["file", { type: "file", file: { file_id: "f" } }],
    ["unknown", { type: "invented", text: "x" }],
  ] as const)("with content nobody can look into (%s) passes only where that is allowed", (kind, part) => {
    const body = { messages: [{ role: "user", content: [part] }] };
    expect(() => read(body)).toThrow(WireError);
    expect(read(body, [kind]).uninspected).toEqual([kind]);
  });

  it("shows of a picture in the body its kind, not its bytes", () => {
    const url = `data:image/png;base64,${"A".repeat(100_000)}`;
    const { parts } = read(
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }] },
      ["image"],
    );
    expect(parts.map(({ text }) => text)).toEqual(["data:image/png;base64,"]);
  });
});
