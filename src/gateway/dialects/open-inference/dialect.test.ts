import { afterEach, describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import { testGateway, type TestGateway } from "../../testing/test-gateway.ts";
import { scriptedUpstream, type SeenRequest } from "../../testing/upstream.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";
const text = (data: JsonValue, shape: JsonValue): JsonValue => ({
  name: "t",
  datatype: "BYTES",
  shape,
  data,
});
const numbers = (data: JsonValue, shape: JsonValue, datatype = "FP32"): JsonValue => ({
  name: "n",
  datatype,
  shape,
  data,
});

dialectSuite(dialect, {
  path: "/v2/models/m/versions/2/infer",
  requests: [
    {
      id: "i",
      parameters: { note: P },
      inputs: [
        numbers([1, 2, 3, 4], [2, 2]),
        text([`a/b~c ${P} ${P}`, "y"], [2]),
        {
          name: "u",
          datatype: "BYTES",
          shape: [1, 2],
          data: [[P, P]],
          parameters: { content_type: P },
          odd: P,
        },
      ],
      outputs: [{ name: "p", parameters: { classification: 3, note: P } }],
      "x/y": P,
    },
  ],
  responses: [
    {
      model_name: "m",
      model_version: "2",
      id: "i",
      parameters: { note: P },
      outputs: [numbers([0.25, 0.75], [1, 2]), { ...(text([P], [1]) as object), parameters: { note: P } }],
      odd: P,
    },
  ],
});

dialectSuite(dialect, {
  path: "/v1/models/m:predict",
  requests: [
    { instances: [{ text: P, age: 4, deep: { list: [P] } }, P, [1, 2]], parameters: { note: P } },
    { inputs: { text: [P, P], age: [4, 5] }, signature_name: "serving" },
    { instances: [{ image: { b64: "AAAA" }, note: P }] },
  ],
  responses: [{ predictions: [{ label: P, scores: [0.25, 0.75] }] }, { outputs: [[0.25]], note: P }],
});

const raw = (more: Partial<RawRequest>): RawRequest => ({
  method: "POST",
  path: "/v2/models/m/infer",
  query: "",
  headers: {},
  body: undefined,
  allowed: new Set(),
  ...more,
});
const infer = (inputs: JsonValue, more: object = {}): ReadRequest =>
  dialect.readRequest(raw({ body: { inputs, ...more } }));
const predict = (body: JsonValue, allowed: readonly UninspectedKind[] = []): ReadRequest =>
  dialect.readRequest(raw({ path: "/v1/models/m:predict", body, allowed: new Set(allowed) }));

describe("a request for predictions", () => {
  it("gives rows of features, and texts as parts", () => {
    const request = infer([numbers([1, 2, 3, 4], [2, 2]), text(["a", "b"], [2])]);
    expect(request).toMatchObject({ target: "/v2/models/m/infer", model: "m", stream: false });
    expect(request.features).toEqual([
      { "n[0]": 1, "n[1]": 2, t: "a" },
      { "n[0]": 3, "n[1]": 4, t: "b" },
    ]);
    expect(request.parts.map(({ at, source }) => [at, source])).toEqual([
      ["/inputs/1/data/0", "t"],
      ["/inputs/1/data/1", "t"],
    ]);
  });

  it("of the older protocol gives rows by instance and by column", () => {
    expect(predict({ instances: [{ age: 4 }, { age: 5 }] }).features).toEqual([{ age: 4 }, { age: 5 }]);
    expect(predict({ inputs: { age: [4, 5], city: ["a", "b"] } }).features).toEqual([
      { age: 4, city: "a" },
      { age: 5, city: "b" },
    ]);
    expect(predict({ inputs: [[1, 2]] }).features).toEqual([{ "x[0]": 1, "x[1]": 2 }]);
  });

  it.each([
    ["tensors that are no list", { a: 1 }],
    ["fewer values than its shape says", [numbers([1], [2])]],
    ["a shape of halves", [numbers([1], [0.5])]],
    ["a datatype nobody knows", [numbers([1], [1], "FP8")]],
    ["texts among numbers", [numbers(["x"], [1])]],
    ["numbers among texts", [text([1], [1])]],
    ["objects among values", [numbers([{ x: 1 }], [1])]],
    ["whole numbers that would be rounded", [numbers([9_007_199_254_740_993], [1], "INT64")]],
    ["a tensor of bytes", [{ name: "n", datatype: "FP32", shape: [1], parameters: { binary_data_size: 4 } }]],
  ])("is refused when it holds %s", (_, inputs) => {
    expect(() => infer(inputs)).toThrow(WireError);
  });

  it("is refused when it asks for bytes, with a reason", () => {
    const tensor = [numbers([1], [1])];
    const outputs = [{ name: "p", parameters: { binary_data: true } }];
    expect(() => infer(tensor, { outputs })).toThrow(/binary tensor extension/);
    expect(() => infer(tensor, { parameters: { binary_data_output: true } })).toThrow(
      /binary tensor extension/,
    );
    expect(() =>
      infer(tensor, { outputs: [{ name: "p", parameters: { binary_data: false } }] }),
    ).not.toThrow();
  });

  it("with bytes nobody can look into passes only where files are allowed", () => {
    const body = { instances: [{ image: { b64: "AAAA" } }] };
    expect(() => predict(body)).toThrow(/cannot be inspected/);
    expect(predict(body, ["file"]).uninspected).toEqual(["file"]);
  });
});

describe("predictions", () => {
  const asked = infer([numbers([1, 2], [2])]);

  it("are the first fractions that have a row for every row that was given", () => {
    const outputs = [
      numbers([3, 4], [2], "INT64"),
      numbers([0.5], [1]),
      numbers([0.1, 0.9, 0.8, 0.2], [2, 2]),
    ];
    expect(dialect.readResponse({ outputs }, asked, new Set()).predictions).toEqual([
      [0.1, 0.9],
      [0.8, 0.2],
    ]);
    const labels = { outputs: [numbers([3, 4], [2], "INT64")] };
    expect(dialect.readResponse(labels, asked, new Set()).predictions).toEqual([[3], [4]]);
  });

  it("of the older protocol are the scores of each row", () => {
    const body = { predictions: [{ label: "a", scores: [0.1, 0.9] }, [0.5]] };
    const { predictions, parts } = dialect.readResponse(body, predict({ instances: [1, 2] }), new Set());
    expect(predictions).toEqual([[0.1, 0.9], [0.5]]);
    expect(parts.map(({ text }) => text)).toEqual(["a"]);
  });

  it("that are none are refused", () => {
    expect(() => dialect.readResponse({ error: "x" }, asked, new Set())).toThrow(WireError);
    expect(() => dialect.readResponse({ outputs: [{ name: "n" }] }, asked, new Set())).toThrow(
      /cannot be understood/,
    );
  });
});

describe("a model server behind the gateway", () => {
  const closing: (() => Promise<void>)[] = [];
  let seen: readonly SeenRequest[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const path = "/v2/models/m/infer";
  const body = { inputs: [numbers([1, 2], [1, 2]), text(["my secret"], [1])] };

  async function open(action: "redact" | "block"): Promise<TestGateway> {
    const server = await scriptedUpstream();
    closing.push(() => server.close());
    server.script({
      json: { model_name: "m", outputs: [numbers([0.25, 0.75], [1, 2]), text(["a secret"], [1])] },
    });
    const gate = await testGateway({
      rules: [{ word: "secret", action }],
      config: { upstreams: [{ id: "models", kind: "open-inference", url: server.url }] },
    });
    closing.push(() => gate.stop());
    seen = server.seen;
    return gate;
  }

  it("gets what is left of the texts, and its rows and predictions are on record", async () => {
    const gate = await open("redact");
    const told = await gate.ask(path, { json: body });
    expect(seen[0]).toMatchObject({ method: "POST", url: path });
    expect(seen[0]?.json()).toMatchObject({ inputs: [{ data: [1, 2] }, { data: ["my [x]"] }] });
    expect(told.json<object>()).toMatchObject({ outputs: [{ data: [0.25, 0.75] }, { data: ["a [x]"] }] });
    expect(gate.ports.records[0]).toMatchObject({
      request: { features: [{ "n[0]": 1, "n[1]": 2, t: "my secret" }] },
      response: { predictions: [[0.25, 0.75]] },
      answeredBy: "m",
    });
  });

  it("never sees what was refused, and the client is told in the protocol's form", async () => {
    const gate = await open("block");
    const told = await gate.ask(path, { json: body });
    expect(told.status).toBe(403);
    expect(told.json<object>()).toMatchObject({
      error: "The request was blocked by policy.",
      bartizan: { code: "bartizan_blocked", rules: ["no-secret"] },
    });
    expect(seen).toHaveLength(0);
  });

  it("never sees the binary extension: it is refused with its reason, whatever the body", async () => {
    const gate = await open("block");
    const headers = { "inference-header-content-length": "2" };
    const told = await gate.ask(path, { headers, body: Buffer.from([0x7b, 0x7d, 0xff, 0x00]) });
    expect(told.status).toBe(400);
    expect(told.text).toContain("binary tensor extension");
    expect(seen).toHaveLength(0);
  });

  it("is asked what it is, and what it says is inspected", async () => {
    const gate = await open("redact");
    const told = await gate.ask("/v2/models/m");
    expect(told.text).toContain("a [x]");
    expect(seen[0]).toMatchObject({ method: "GET", url: "/v2/models/m" });
  });
});
