import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../models/testing/fixtures.ts";
import { openModel, predictorOf, type Predictor } from "../../models/index.ts";
import { predictServer, type PredictServer } from "../../targets/predict/testing/predict-server.ts";
import { assessSystem, type AssessOptions } from "../assessment/assess-system.ts";
import { modelSystem, type ModelSystem } from "../testing/model-system.ts";

const width = 30;
let predictor: Predictor;
let server: PredictServer;
let version: () => string;
let fail: (rows: number) => boolean;
const rowsAsked: number[] = [];

beforeAll(async () => {
  predictor = await predictorOf(await openModel(fixturePath("bc_mlp.onnx")));
  server = await predictServer(({ method, body }, response) => {
    if (method === "GET") return { name: "tumours", versions: [version()] };
    const data = body.inputs[0]?.data ?? [];
    const count = data.length / width;
    rowsAsked.push(count);
    if (fail(count)) {
      response.statusCode = 422;
      return { error: "no" };
    }
    void predictor.predict({ count, width, data: Float64Array.from(data) }).then(({ scores }) =>
      response.end(
        JSON.stringify({
          model_name: "tumours",
          model_version: version(),
          outputs: [{ name: "p", datatype: "FP32", shape: [count, 2], data: [...(scores ?? [])] }],
        }),
      ),
    );
    return undefined;
  });
});
afterAll(() => server[Symbol.asyncDispose]());

function endpointSystem(gates: string): Promise<ModelSystem> {
  version = () => "1";
  fail = () => false;
  rowsAsked.length = 0;
  return modelSystem({
    gates,
    rows: 6,
    edit: (text) =>
      text
        .replace("kind: onnx-file", "kind: open-inference")
        .replace(
          "file: model.onnx",
          `base_url: ${server.url}\n    model: tumours\n    input: x\n    concurrency: 2`,
        )
        .replace("domain:", "output: score\n      max_batch: 256\n      domain:"),
  });
}

async function ran(system: ModelSystem, options: Partial<AssessOptions> = {}) {
  const outcome = await assessSystem({ systemFile: system.systemFile, seed: "http", env: {}, ...options });
  if (outcome.kind !== "ran") throw new Error("it ran");
  return outcome.report;
}

const gate = "{check: robustness/decision-attack, at_most: 0.05}";

describe("assessing a model behind an endpoint", () => {
  it("comes to what the same model comes to in a file, in requests of many rows", async () => {
    await using system = await endpointSystem(gate);
    const report = await ran(system);
    await using local = await modelSystem({ gates: gate, rows: 6 });
    const here = await ran(local);
    expect(report.verdict.kind).toBe("fail");
    expect(report.models?.[0]?.measures).toEqual(here.models?.[0]?.measures);
    expect(report.models?.[0]?.model).toBe("tumours (1)");
    const rows = rowsAsked.reduce((sum, count) => sum + count, 0);
    expect(rows / rowsAsked.length).toBeGreaterThan(20);
    expect(Math.max(...rowsAsked)).toBeLessThanOrEqual(256);
    expect(report.run.requests).toBeGreaterThanOrEqual(rowsAsked.length - 20);
  });

  it("is inconclusive where the endpoint changes its version in mid-run", async () => {
    await using system = await endpointSystem("{check: robustness/decision-attack, at_most: 0.99}");
    version = () => (rowsAsked.length > 60 ? "2" : "1");
    const report = await ran(system);
    expect(report.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
    expect(report.models?.[0]?.verdict.sentence).toMatch(/from tumours \(1\) to tumours \(2\)/u);
  });

  it("stops at the budget of requests, and goes on with more of it to the same result", async () => {
    await using whole = await endpointSystem(gate);
    const expected = await ran(whole);
    await using system = await endpointSystem(gate);
    const first = await ran(system, { budget: { maxRequests: 100 } });
    expect(first.verdict).toMatchObject({ kind: "inconclusive" });
    expect(rowsAsked.length).toBeLessThanOrEqual(100);
    const again = await ran(system, { resume: true });
    expect(again.models?.[0]?.measures).toEqual(expected.models?.[0]?.measures);
    expect(again.models?.[0]?.verdict).toEqual(expected.models?.[0]?.verdict);
  });

  it("does not take an endpoint that refuses rows for a robust model", async () => {
    await using system = await endpointSystem("{check: robustness/decision-attack, at_most: 0.99}");
    let looks = 0;
    // Long enough for every example, and over when the model is looked at again.
    fail = () => (looks += 1) > 40 && looks <= 58;
    const report = await ran(system);
    expect(report.verdict).toMatchObject({ kind: "inconclusive", because: "too-many-unscored" });
    expect(report.models?.[0]?.units.outcomes.refused).toBeGreaterThan(3);
  });

  it("can be gone on with where the endpoint is gone", async () => {
    await using system = await endpointSystem(gate);
    let looks = 0;
    fail = () => (looks += 1) > 40;
    const first = await ran(system);
    expect(first.run.status).toBe("stopped");
    expect(first.models?.[0]?.verdict).toMatchObject({ kind: "inconclusive" });
    fail = () => false;
    expect((await ran(system, { resume: first.run.id })).run.status).toBe("finished");
  });
});
