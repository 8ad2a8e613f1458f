import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientHeaders, deeperThan, jsonBody, upstreamHeaders } from "./index.ts";

/** The plain way to say how deep a value is nested. */
const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner)))
    : 0;

describe("the depth of JSON text", () => {
  it("is that of its value, whatever stands in its strings", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const depth = depthOf(value);
        expect(deeperThan(bytes, depth)).toBe(false);
        if (depth > 0) expect(deeperThan(bytes, depth - 1)).toBe(true);
      }),
    );
    expect(deeperThan(Buffer.from('"[[[[\\"[[[["'), 0)).toBe(false);
    expect(deeperThan(Buffer.from('"\\\\"[['), 1)).toBe(true);
  });

  it("is looked at before the text is parsed", () => {
    const deep = Buffer.from("[".repeat(1_000_000));
    expect(jsonBody(deep, 128)).toEqual({ ok: false, why: "is nested deeper than 128 levels" });
  });
});

describe("headers", () => {
  it("to an upstream are only those on the list, whatever a configuration adds", () => {
    const from = {
      authorization: "Bearer c",
      "x-team": "a",
      host: "h",
      cookie: "c",
      "user-agent": "u",
      te: "x",
    };
    const extra = ["x-team", "host", "cookie", "te", "authorization", "content-length"];
    const about = { passthrough: false, hasBody: true, stream: false };
    expect(upstreamHeaders(from, extra, about)).toEqual(
      [
        "accept-encoding",
        "identity",
        "content-type",
        "application/json",
        "accept",
        "application/json",
      ].concat(["user-agent", "u", "x-team", "a"]),
    );
  });

  it("to a client are only those on the list", () => {
    const from = {
      "x-request-id": "r",
      "openai-processing-ms": "5",
      "set-cookie": "s",
      server: "s",
      connection: "close",
      "content-encoding": "gzip",
      "mcp-session-id": "m",
    };
    expect(clientHeaders(from, ["mcp-session-id", "connection"])).toEqual({
      "x-request-id": "r",
      "openai-processing-ms": "5",
      "mcp-session-id": "m",
    });
  });
});
