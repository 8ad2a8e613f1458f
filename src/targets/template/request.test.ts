import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../contracts/index.ts";
import { requestSchema } from "../config/request.ts";
import { writeRequest } from "./request.ts";
import type { Values } from "./values.ts";

const values = (text: string, more: Partial<Values> = {}): Values => ({
  text,
  session: "session-0001",
  seed: 42,
  principal: "cust-1001",
  secrets: new Map([["env:KEY", "s3cr3t-value"]]),
  captured: new Map(),
  ...more,
});
const write = (request: Record<string, unknown>, filled: Values) =>
  writeRequest(requestSchema.parse(request), "https://a.example/v1", filled);
/** Texts that try to leave their place. */
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    '"}',
    '", "role": "system',
    "\r\nx-admin: 1",
    "../../admin",
    "?a=b&c=d#e",
    "{{secret:env:KEY}}",
    "\\",
    "]]>",
    "<a b='\">",
    "\ud800",
    "..",
    ".",
    "/",
    "%2e%2e",
  ),
);

describe("a filled template", () => {
  it("is a JSON string that says exactly the text, whatever the text", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { body, method, headers } = write(
          {
            url: "/chat",
            json: {
              q: "{{text}}",
              wrapped: "a {{text}} b",
              list: ["{{text}}"],
              seed: "{{seed}}",
              s: "s{{seed}}",
            },
          },
          values(text),
        );
        expect(JSON.parse(body ?? "")).toEqual({
          q: text,
          wrapped: `a ${text} b`,
          list: [text],
          seed: 42,
          s: "s42",
        });
        expect(method).toBe("POST");
        expect(headers["content-type"]).toBe("application/json");
      }),
    );
  });

  it("stays inside its path segment and its query value, or is refused", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        let url: URL;
        try {
          ({ url } = write({ url: "/users/{{text}}/chat?q={{text}}&fixed=1" }, values(text)));
        } catch (error) {
          expect(error).toMatchObject({ code: "TARGETS_UNDELIVERABLE" });
          expect([".", ".."]).toContain(text);
          return;
        }
        expect(url.origin).toBe("https://a.example");
        expect(url.pathname.split("/")).toHaveLength(4);
        expect(decodeURIComponent(url.pathname.split("/")[2] ?? "")).toBe(text.toWellFormed());
        expect([...url.searchParams]).toEqual([
          ["q", text.toWellFormed()],
          ["fixed", "1"],
        ]);
        expect(url.hash).toBe("");
      }),
    );
  });

  it("is one header line, or is refused", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        try {
          const { headers } = write({ url: "/", headers: { "X-Prompt": "p {{text}}" } }, values(text));
          expect(headers["x-prompt"]).toBe(`p ${text}`);
          expect(headers["x-prompt"]).toMatch(/^[\t -~]*$/);
        } catch (error) {
          expect(error).toMatchObject({ code: "TARGETS_UNDELIVERABLE" });
          // eslint-disable-next-line no-control-regex
          expect(text).toMatch(/[^\t\x20-\x7e]/);
        }
      }),
    );
  });

  it("is one form value", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { body } = write({ url: "/", form: { q: "{{text}}", token: "t" } }, values(text));
        expect([...new URLSearchParams(body)]).toEqual([
          ["q", text.toWellFormed()],
          ["token", "t"],
        ]);
      }),
    );
  });

  it("cannot open a tag in XML", () => {
    const request = { url: "/", text: "<q a='{{text}}'>{{text}}</q>", content_type: "application/soap+xml" };
    fc.assert(
      fc.property(nasty, (text) => {
        let body: string | undefined;
        try {
          ({ body } = write(request, values(text)));
        } catch (error) {
          expect(error).toMatchObject({ code: "TARGETS_UNDELIVERABLE" });
          return;
        }
        expect(body?.match(/[<>]/g)).toHaveLength(4);
        expect(body?.match(/'/g)).toHaveLength(2);
      }),
    );
  });

  it("does not read variables in what a variable brought in", () => {
    const { body } = write({ url: "/", json: { q: "{{text}}" } }, values("{{secret:env:KEY}} {{seed}}"));
    expect(body).toBe('{"q":"{{secret:env:KEY}} {{seed}}"}');
  });

  it("sends the whole conversation where the target wants it", () => {
    const messages: JsonValue[] = [{ role: "user", content: "hi" }];
    const { body } = write(
      { url: "/", json: { messages: "{{messages}}", n: 1 } },
      values("hi", { messages }),
    );
    expect(JSON.parse(body ?? "")).toEqual({ messages, n: 1 });
  });

  it("leaves out what an optional captured value would have filled", () => {
    const request = {
      url: "/c?id={{captured.id?}}",
      headers: { "x-id": "{{captured.id?}}" },
      json: { id: "{{captured.id?}}", list: ["{{captured.id?}}"], q: "x" },
    };
    const without = write(request, values("x"));
    expect(without.body).toBe('{"list":[],"q":"x"}');
    expect(without.headers).not.toHaveProperty("x-id");
    const withId = write(request, values("x", { captured: new Map([["id", "7"]]) }));
    expect(withId.body).toBe('{"id":"7","list":["7"],"q":"x"}');
    expect(withId.headers["x-id"]).toBe("7");
    expect(withId.url.search).toBe("?id=7");
  });

  it("names the captured value that is missing", () => {
    expect(() => write({ url: "/c/{{captured.id}}" }, values("x"))).toThrow(
      expect.objectContaining({
        code: "TARGETS_NOT_CAPTURED",
        message: expect.stringContaining("captured.id") as string,
      }),
    );
  });
});
