import { describe, expect, it } from "vitest";
import { z } from "zod";
import { items } from "../items.generated.ts";
import { targetConfigSchema } from "./target.ts";

const bot = {
  kind: "openai-chat",
  id: "mira",
  component: "orch",
  base_url: "http://127.0.0.1:8421/v1",
  model: "mira-l0",
  session_header: "x-session",
  harness: {
    effects: { request: { url: "/range/sessions/{{session}}/effects" } },
    plant: {
      document: {
        request: {
          method: "POST",
          url: "/range/sessions/{{session}}/plant",
          json: { surface: "{{surface}}", text: "{{text}}" },
        },
      },
    },
    cleanup: { request: { method: "DELETE", url: "/range/sessions/{{session}}" } },
  },
};
const plain = {
  kind: "http",
  id: "support",
  request: { url: "https://support.example.com/chat", json: { q: "{{text}}" } },
  reply: { format: "json", path: "$.answer" },
};
const messages = (value: unknown): string => {
  const parsed = targetConfigSchema.safeParse(value);
  return parsed.success
    ? ""
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n");
};

describe("the configuration of a target", () => {
  it("fills in the common defaults", () => {
    expect(targetConfigSchema.parse(bot)).toMatchObject({
      environment: "test",
      concurrency: 8,
      timeout_ms: 60_000,
      max_response_bytes: 4_194_304,
      proxy: "none",
      stream: false,
      harness: { effects: { path: "$.effects", map: { kind: "$.kind", at: "$.at" } } },
    });
  });

  it("is the same again when parsed twice", () => {
    for (const value of [bot, plain]) {
      const once = targetConfigSchema.parse(value);
      expect(targetConfigSchema.parse(once)).toEqual(once);
    }
  });

  it("refuses unknown keys at every depth, naming them", () => {
    expect(messages({ ...bot, modle: "x" })).toContain("modle");
    expect(messages({ ...bot, harness: { effects: { request: { uri: "/x" } } } })).toContain("uri");
    expect(messages({ ...plain, kind: "gopher" })).toContain("kind");
  });

  it.each([
    ["a template that is not closed", { url: "https://a.example/{{text" }, "not closed"],
    ["a variable nobody knows", { url: "https://a.example/{{txt}}" }, "{{txt}}"],
    ["a variable in the host", { url: "https://{{captured.host}}/x" }, "starts with"],
    ["a variable that completes the host", { url: "https://a.example{{text}}/x" }, "not in the host"],
    ["a variable that completes the port", { url: "https://a.example:80{{text}}" }, "not in the host"],
    ["a scheme that is not HTTP", { url: "file:///etc/passwd" }, "starts with http"],
    ["credentials in the URL", { url: "https://me:pw@a.example/" }, "Credentials"],
    ["a fragment", { url: "https://a.example/#x" }, "fragment"],
    ["a protocol-relative URL", { url: "//a.example/x" }, "starts with http"],
    ["a variable in a key", { url: "/x", json: { "{{text}}": 1 } }, "not in keys"],
    ["{{messages}} inside a text", { url: "/x", json: { m: "a {{messages}}" } }, "stands alone"],
    ["two bodies", { url: "/x", json: {}, text: "x" }, "Give one of"],
  ])("refuses %s", (_, request, sentence) => {
    expect(messages({ ...plain, request })).toContain(sentence);
  });

  it("takes secrets only by reference", () => {
    expect(messages({ ...bot, api_key: "sk-abcdef" })).toContain("env:NAME");
    expect(messages({ ...bot, api_key: "env:MIRA_KEY" })).toBe("");
  });

  it("wants exactly one of request and websocket, and a reply with a request", () => {
    const { request: _, ...without } = plain;
    expect(messages(without)).toContain("one of `request` and `websocket`");
    const { reply: __, ...mute } = plain;
    expect(messages(mute)).toContain("reply");
  });

  it("refuses a malformed JSON path with its column", () => {
    expect(messages({ ...plain, reply: { format: "json", path: "$.a[?(@.b)]" } })).toContain("column 5");
  });

  it("exports a JSON Schema for editors", () => {
    const schema = z.toJSONSchema(targetConfigSchema, { io: "input" });
    expect(JSON.stringify(schema)).toContain('"const":"openai-chat"');
    expect(JSON.stringify(schema)).toContain('"const":"http"');
  });

  it("holds the common fields in every adapter's schema", () => {
    for (const adapter of items) {
      expect(Object.keys(adapter.configSchema.shape)).toEqual(
        expect.arrayContaining([
          "kind",
          "id",
          "component",
          "environment",
          "concurrency",
          "tls",
          "proxy",
          "harness",
        ]),
      );
    }
  });
});
