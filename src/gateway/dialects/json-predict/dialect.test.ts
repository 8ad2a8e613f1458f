import { afterEach, describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import { testGateway } from "../../testing/test-gateway.ts";
import { scriptedUpstream } from "../../testing/upstream.ts";
import type { Dialect, ReadRequest } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";
const credit = {
  path: "/score/credit",
  target: "/v3/score",
  model: "credit",
  request: {
    rows: "$.applicants[*]",
    texts: [
      { path: "$.letter", as: "document" },
      { path: "$.rules", as: "instructions" },
    ],
  },
  response: { predictions: "$.results[*].probabilities" },
} as const;
const configured = (...endpoints: readonly object[]): Dialect =>
  dialect.configure?.({ endpoints: endpoints as readonly JsonValue[] }) ?? dialect;
const one = configured(credit);

dialectSuite(one, {
  path: "/score/credit",
  requests: [
    {
      applicants: [
        { age: 41, job: P },
        { age: 42, more: [P] },
      ],
      letter: { pages: [P, `a/b~c ${P}`] },
      rules: P,
      "x/y": P,
    },
  ],
  responses: [{ results: [{ label: P, probabilities: [0.25, 0.75] }], note: P }],
});

const read = (from: Dialect, body: JsonValue): ReadRequest =>
  from.readRequest({
    method: "POST",
    path: "/score/credit",
    query: "?a=b",
    headers: {},
    body,
    allowed: new Set(),
  });

describe("a JSON of its own", () => {
  it("answers at no address without settings", () => {
    expect(dialect.match("POST", "/score/credit")).toBe(false);
    expect(one.match("POST", "/score/credit")).toBe(true);
    expect(one.match("GET", "/score/credit")).toBe(false);
  });

  it("is read by its paths: rows, texts and as whose words they are", () => {
    const body = { applicants: [{ age: 41, job: "cook" }], letter: ["dear"], rules: "be fair", note: "hm" };
    const request = read(one, body);
    expect(request).toMatchObject({
      target: "/v3/score?a=b",
      model: "credit",
      features: [{ age: 41, job: "cook" }],
      context: { instructions: ["be fair"], userTexts: ["cook", "hm"] },
    });
    expect(request.parts.map(({ at, stage, role }) => [at, stage, role])).toEqual([
      ["/applicants/0/job", "input", "user"],
      ["/letter/0", "document", "document"],
      ["/rules", "input", "system"],
      ["/note", "input", "user"],
    ]);
  });

  it("refuses texts nobody expects where that is asked for", () => {
    const strict = configured({ ...credit, request: { ...credit.request, others: "refuse" } });
    expect(() => read(strict, { applicants: [{ job: "cook" }], letter: "dear" })).not.toThrow();
    expect(() => read(strict, { applicants: [{ job: "cook" }], note: "hm" })).toThrow(
      /no text|none is expected/,
    );
  });

  it("is refused without its rows, and without a body", () => {
    for (const body of [{ letter: "dear" }, { applicants: [] }, "text", 7] as const) {
      expect(() => read(one, body)).toThrow(WireError);
    }
  });

  it("may name its model itself", () => {
    const { model: _model, ...rest } = credit;
    const named = configured({ ...rest, modelPath: "$.meta.model" });
    expect(read(named, { meta: { model: "m1" }, applicants: [1] })).toMatchObject({
      model: "m1",
      modelAt: "/meta/model",
    });
  });

  it("gives the scores of every row, or is unreadable", () => {
    const request = read(one, { applicants: [1, 2] });
    const answer = { results: [{ probabilities: [0.1, 0.9] }, { probabilities: 0.5 }] };
    expect(one.readResponse(answer, request, new Set()).predictions).toEqual([[0.1, 0.9], [0.5]]);
    for (const body of [{}, { results: [{ probabilities: ["x"] }] }, undefined] as const) {
      expect(() => one.readResponse(body, request, new Set())).toThrow(WireError);
    }
  });

  it.each([
    ["a path that is none", { ...credit, request: { rows: "applicants" } }, "GATEWAY_BAD_VALUE"],
    ["a key nobody knows", { ...credit, rows: "$" }, "GATEWAY_UNKNOWN_KEY"],
    ["an address that climbs", { ...credit, path: "/a/../b" }, "GATEWAY_BAD_VALUE"],
    ["no address", { model: "m" }, "GATEWAY_MISSING_FIELD"],
  ])("does not take settings with %s", (_, endpoint, code) => {
    expect(() => configured(endpoint)).toThrow(expect.objectContaining({ code }));
  });

  it("does not take two endpoints at one address", () => {
    expect(() => configured(credit, credit)).toThrow(/there twice/);
  });
});

describe("a model with a JSON of its own behind the gateway", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it("gets what is left of the texts; what was refused it never sees", async () => {
    const server = await scriptedUpstream();
    closing.push(() => server.close());
    server.script({ json: { results: [{ probabilities: [0.25, 0.75], why: "a secret" }] } });
    const gate = await testGateway({
      rules: [
        { word: "secret", action: "redact" },
        { word: "poison", action: "block", stage: "document" },
      ],
      config: {
        upstreams: [{ id: "models", kind: "predict", url: `${server.url}/api` }],
        dialects: {
          "json-predict": {
            endpoints: [{ ...credit, request: { ...credit.request, texts: [...credit.request.texts] } }],
          },
        },
      },
    });
    closing.push(() => gate.stop());
    const body = { applicants: [{ age: 41, job: "secret" }] };
    const told = await gate.ask("/score/credit", { json: body });
    expect(server.seen[0]).toMatchObject({ method: "POST", url: "/api/v3/score" });
    expect(server.seen[0]?.json()).toEqual({ applicants: [{ age: 41, job: "[x]" }] });
    expect(told.json<object>()).toEqual({ results: [{ probabilities: [0.25, 0.75], why: "a [x]" }] });
    expect(gate.ports.records[0]).toMatchObject({
      request: { features: [{ age: 41, job: "secret" }] },
      response: { predictions: [[0.25, 0.75]] },
    });
    const refused = await gate.ask("/score/credit", { json: { ...body, letter: "poison" } });
    expect(refused.status).toBe(403);
    expect(refused.json<object>()).toMatchObject({ bartizan: { rules: ["no-poison"] } });
    expect(server.seen).toHaveLength(1);
  });
});
