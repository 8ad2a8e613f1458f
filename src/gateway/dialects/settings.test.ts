import { expect, it } from "vitest";
import type { JsonObject } from "../../contracts/index.ts";
import { applyEdits } from "../parts/index.ts";
import { dialect as anthropic } from "./anthropic-messages/dialect.ts";
import { uninspectedKinds, type Dialect } from "./dialect.ts";
import { dialect as chat } from "./openai-chat/dialect.ts";
import { dialect as completions } from "./openai-completions/dialect.ts";
import { dialect as embeddings } from "./openai-embeddings/dialect.ts";
import { dialect as responses } from "./openai-responses/dialect.ts";

const word = "PLANTED";
const metadata = { team: word, [`key ${word}`]: 1 };
const openAi = { user: word, metadata, safety_identifier: word, prompt_cache_key: word, service_tier: word };
const messages = [{ role: "user", content: "hello" }];
const call = { id: `call_${word}`, type: "function", function: { name: word, arguments: "{}" } };

it.each<readonly [string, Dialect, string, JsonObject]>([
  [
    "chat completions",
    chat,
    "/v1/chat/completions",
    {
      ...openAi,
      stop: [word],
      tool_choice: { type: "function", function: { name: word } },
      messages: [
        ...messages,
        { role: "assistant", tool_calls: [call] },
        { role: "tool", tool_call_id: `call_${word}`, content: "1" },
      ],
    },
  ],
  ["completions", completions, "/v1/completions", { ...openAi, prompt: "hello", stop: word, suffix: word }],
  ["embeddings", embeddings, "/v1/embeddings", { input: "hello", user: word, encoding_format: "float" }],
  [
    "responses",
    responses,
    "/v1/responses",
    {
      ...openAi,
      previous_response_id: word,
      include: [word],
      input: [
        { type: "function_call", call_id: word, name: word, arguments: "{}" },
        { type: "function_call_output", call_id: word, output: "1" },
      ],
    },
  ],
  [
    "messages",
    anthropic,
    "/v1/messages",
    {
      max_tokens: 1,
      metadata: { user_id: word },
      stop_sequences: [word],
      messages: [
        { role: "assistant", content: [{ type: "tool_use", id: word, name: word, input: {} }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: word, content: "1" }] },
      ],
    },
  ],
])(
  "nothing of the settings, ids and names of %s goes on unseen, and edits are written back",
  (_, dialect, path, given) => {
    const body = structuredClone(given);
    const read = dialect.readRequest({
      method: "POST",
      path,
      query: "",
      headers: {},
      body,
      allowed: new Set(uninspectedKinds),
    });
    const edits = read.parts.flatMap(({ at, text }) =>
      [...text.matchAll(/PLANTED/g)].map(({ index }) => ({
        part: at,
        start: index,
        end: index + word.length,
        replacement: "gone",
        rule: "planted",
      })),
    );
    applyEdits(body, read.parts, edits);
    expect(JSON.stringify(body)).toBe(JSON.stringify(given).replaceAll(word, "gone"));
  },
);

it("what an upstream is given to sign in elsewhere is not taken from it, and words of closed lists are no texts", () => {
  const read = anthropic.readRequest({
    method: "POST",
    path: "/v1/messages",
    query: "",
    headers: {},
    body: {
      max_tokens: 1,
      messages,
      service_tier: "auto",
      mcp_servers: [{ url: "https://tools.example.com/", authorization_token: "t0ken" }],
    },
    allowed: new Set(),
  });
  expect(read.parts.map(({ text }) => text)).toEqual(["hello", "https://tools.example.com/"]);
});
