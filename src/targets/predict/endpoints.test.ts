import { describe, expect, it } from "vitest";
import type { PredictTarget, Rows } from "../../contracts/index.ts";
import { rowOfText } from "../../formats/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { configOf, realClock, realDeps } from "../testing/real-parts.ts";
import { connectModel } from "./index.ts";
import { predictServer, shareOf, type Asked } from "./testing/predict-server.ts";

const context = { signal: new AbortController().signal, clock: realClock, random: seededRandom("probe") };
const rows: Rows = { count: 3, width: 2, data: Float64Array.of(3, 1, 0, 2, 5, 5.5) };
const shares = [0, 1, 2].map((i) => shareOf([...rows.data.subarray(2 * i, 2 * i + 2)]));
const faces = { features: ["a", "b"], output: "score", classes: ["fine", "fraud"], max_batch: 2 };

const connect = (settings: object, interfaceOf: object = faces): Promise<PredictTarget> =>
  connectModel(configOf({ id: "model", interface: interfaceOf, ...settings }), realDeps());
const bothClasses = (list: readonly (readonly number[])[]): number[][] =>
  list.map((row) => [1 - shareOf(row), shareOf(row)]);

async function expectAnswers(target: PredictTarget): Promise<void> {
  const { labels, scores, count } = await target.predict(rows, context);
  expect(count).toBe(3);
  expect([...labels]).toEqual(shares.map((share) => (share > 0.5 ? 1 : 0)));
  shares.forEach((share, i) => expect(scores?.[2 * i + 1]).toBeCloseTo(share, 12));
  await target.dispose();
}

describe("Open Inference", () => {
  const answer = ({ method, body }: Asked): unknown => {
    if (method === "GET") return { name: "fraud", versions: ["3"] };
    const { shape, data } = body.inputs[0] ?? { shape: [0], data: [] };
    const list = Array.from({ length: shape[0] ?? 0 }, (_, i) => data.slice(2 * i, 2 * i + 2));
    return {
      model_name: "fraud",
      model_version: "3",
      outputs: [
        {
          name: "label",
          shape: [shape[0]],
          datatype: "INT64",
          data: list.map((row) => (shareOf(row) > 0.5 ? 1 : 0)),
        },
        { name: "probabilities", shape: [shape[0], 2], datatype: "FP32", data: bothClasses(list).flat() },
      ],
    };
  };
  const settings = { kind: "open-inference", model: "fraud", input: "x", scores: "probabilities" };

  it("is spoken with tensors, in batches of what one request may hold", async () => {
    await using server = await predictServer(answer);
    await expectAnswers(await connect({ ...settings, base_url: server.url }));
    expect(server.asked.map(({ path, body }) => [path, body.inputs[0]])).toEqual([
      ["/v2/models/fraud/infer", { name: "x", shape: [2, 2], datatype: "FP32", data: [3, 1, 0, 2] }],
      ["/v2/models/fraud/infer", { name: "x", shape: [1, 2], datatype: "FP32", data: [5, 5.5] }],
    ]);
    expect(server.asked[0]?.body.outputs).toEqual([{ name: "probabilities" }]);
  });

  it("tells which model it is, and labels where an attacker sees no more", async () => {
    await using server = await predictServer(answer);
    const target = await connect(
      { ...settings, base_url: `${server.url}/`, scores: undefined, labels: "label" },
      { ...faces, output: "label" },
    );
    expect(await target.probe(context)).toMatchObject({ model: "fraud (3)", notes: [] });
    const told = await target.predict(rows, context);
    expect(told).not.toHaveProperty("scores");
    expect([...told.labels]).toEqual([1, 0, 0]);
    await target.dispose();
  });

  it("says what is missing, with what there is", async () => {
    await using server = await predictServer(answer);
    const target = await connect({ ...settings, base_url: server.url, scores: "logits" });
    await expect(target.predict(rows, context)).rejects.toThrow(
      /no output `logits`, but label, probabilities/u,
    );
    await target.dispose();
  });
});

describe("TensorFlow Serving", () => {
  it.each(["rows", "columns"])("is spoken in %s", async (format) => {
    await using server = await predictServer(({ method, body }) => {
      if (method === "GET")
        return {
          model_version_status: [
            { version: "7", state: "AVAILABLE" },
            { version: "6", state: "END" },
          ],
        };
      return format === "rows"
        ? { predictions: bothClasses(body.instances.map((one: { x: number[] }) => one.x)) }
        : { outputs: bothClasses(body.inputs.x) };
    });
    const target = await connect({
      kind: "tf-serving",
      base_url: server.url,
      model: "fraud",
      format,
      input: "x",
    });
    expect((await target.probe(context)).model).toBe("fraud (7)");
    await expectAnswers(target);
    expect(server.asked.at(-1)?.path).toBe("/v1/models/fraud:predict");
  });

  it("has outputs by name, and asks which where there are several", async () => {
    await using server = await predictServer(({ body }) => ({
      predictions: body.instances.map((row: number[]) => ({
        probability: [1 - shareOf(row), shareOf(row)],
        class: "fraud",
      })),
    }));
    const settings = { kind: "tf-serving", base_url: server.url, model: "fraud" };
    await expectAnswers(await connect({ ...settings, scores: "probability" }));
    const unsaid = await connect(settings);
    await expect(unsaid.predict(rows, context)).rejects.toThrow(/2 outputs; name the one/u);
    await unsaid.dispose();
  });
});

describe("MLflow", () => {
  it("is spoken with data frames; one probability is that of the second class", async () => {
    await using server = await predictServer(({ body }) => ({
      predictions: body.dataframe_split.data.map(shareOf),
    }));
    await expectAnswers(await connect({ kind: "mlflow", base_url: server.url }));
    expect(server.asked[0]).toMatchObject({
      path: "/invocations",
      body: {
        dataframe_split: {
          columns: ["a", "b"],
          data: [
            [3, 1],
            [0, 2],
          ],
        },
      },
    });
  });

  it("is spoken with instances, and told where scores stand", async () => {
    await using server = await predictServer(({ body }) =>
      body.instances.map((row: number[]) => ({ p: bothClasses([row])[0], label: "fraud" })),
    );
    await expectAnswers(
      await connect({
        kind: "mlflow",
        base_url: server.url,
        format: "instances",
        scores: "$.p",
        labels: undefined,
      }),
    );
  });
});

describe("any JSON", () => {
  const settings = {
    kind: "json-predict",
    path: "/score?v=2",
    body: { model: "m", items: "{{records}}" },
    answers: "$.out[*]",
  };

  it("is filled into a template, secrets by reference, and read by paths", async () => {
    await using server = await predictServer(({ body }) => ({
      version: 4,
      out: body.items.map(({ a, b }: { a: number; b: number }) => ({ p: shareOf([a, b]), name: "fine" })),
    }));
    const target = await connectModel(
      configOf({
        id: "model",
        interface: faces,
        ...settings,
        base_url: server.url,
        headers: { authorization: "Bearer {{secret:env:KEY}}" },
        scores: "$.p",
        model: "$.version",
      }),
      { ...realDeps(), secrets: () => Promise.resolve("s3cret") },
    );
    expect((await target.probe(context)).model).toBe("4");
    await expectAnswers({
      ...target,
      predict: async (...given) => ({ ...(await target.predict(...given)) }),
    });
    expect(server.asked.at(-1)).toMatchObject({
      path: "/score?v=2",
      headers: { authorization: "Bearer s3cret" },
      body: { model: "m", items: [{ a: 5, b: 5.5 }] },
    });
  });

  it("answers in any order where it says which row is meant", async () => {
    await using server = await predictServer(({ body }) => ({
      out: body.rows.map((row: number[], i: number) => ({ p: shareOf(row), i })).reverse(),
    }));
    await expectAnswers(
      await connect({
        ...settings,
        body: { rows: "{{rows}}" },
        base_url: server.url,
        scores: "$.p",
        position: "$.i",
      }),
    );
  });

  it("takes one row at a time, and texts as texts", async () => {
    await using server = await predictServer(({ body }) => ({
      out: [body.text.includes("scam") ? "fraud" : "fine"],
    }));
    const target = await connect(
      { ...settings, body: { text: "{{row}}" }, base_url: server.url },
      { text: 20, output: "label", classes: ["fine", "fraud"], max_batch: 1 },
    );
    expect(target.input).toEqual({ shape: [20], text: true });
    const data = Float64Array.of(...(rowOfText("a scam", 20) ?? []), ...(rowOfText("all is well", 20) ?? []));
    expect([...(await target.predict({ count: 2, width: 20, data }, context)).labels]).toEqual([1, 0]);
    expect(server.asked.map(({ body }) => body.text).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "a scam",
      "all is well",
    ]);
    await target.dispose();
  });

  it("must say where rows stand, and what the rows and answers are", () => {
    const refused =
      (more: object, face: object = faces): (() => unknown) =>
      () =>
        configOf({
          id: "model",
          base_url: "http://127.0.0.1",
          ...settings,
          interface: face,
          ...more,
        });
    expect(refused({ body: { rows: [] } })).toThrow(/Say where the rows stand/u);
    expect(refused({ body: "{{row}}" })).toThrow(/set `interface.max_batch` to 1/u);
    expect(refused({}, { output: "score", classes: ["a", "b"] })).toThrow(/`features`, `shape` or `text`/u);
    expect(refused({}, { features: ["a"], output: "score" })).toThrow(/name them in their order/u);
    expect(refused({}, { features: ["a"], output: "embedding" })).toThrow(/how many numbers/u);
  });
});

describe("an endpoint that misbehaves", () => {
  const asking = (url: string, more: object = {}): Promise<PredictTarget> =>
    connect({
      kind: "json-predict",
      base_url: url,
      body: { rows: "{{rows}}" },
      answers: "$.out[*]",
      ...more,
    });
  const answering = (of: (list: readonly number[][]) => unknown) =>
    predictServer(({ body }) => of(body.rows));

  it("is seen to answer in another order", async () => {
    await using server = await answering((list) => ({ out: list.map(shareOf).reverse() }));
    const target = await asking(server.url);
    // Two rows a request cannot show it; more can.
    const wider = await connect(
      { kind: "json-predict", base_url: server.url, body: { rows: "{{rows}}" }, answers: "$.out[*]" },
      { ...faces, max_batch: 10 },
    );
    await expect(wider.probe(context)).rejects.toMatchObject({ code: "TARGETS_REORDERED" });
    await target.dispose();
    await wider.dispose();
  });

  it("is noted where its answers are not the same twice", async () => {
    let noise = 0;
    await using server = await answering((list) => ({
      out: list.map((row) => shareOf(row) / 2 + (noise += 1e-3)),
    }));
    const target = await asking(server.url);
    expect((await target.probe(context)).notes).toEqual([expect.stringMatching(/not deterministic/u)]);
    await target.dispose();
  });

  it.each<readonly [string, (list: readonly number[][]) => unknown, RegExp]>([
    [
      "leaves rows out",
      (list) => ({ out: list.slice(1).map(shareOf) }),
      /1 rows were sent|2 rows were sent, and 1 scores/u,
    ],
    ["answers too many", (list) => ({ out: [...list.map(shareOf), 0.5] }), /came back/u],
    [
      "has another width",
      (list) => ({ out: list.map(() => [0.2, 0.3, 0.5]) }),
      /has 3 numbers, and 2 were expected/u,
    ],
    [
      "answers words",
      (list) => ({ out: list.map(() => "perhaps") }),
      /`"perhaps"` stands where a number belongs/u,
    ],
    ["answers something else", () => ({ error: "x" }), /0 scores came back/u],
  ])("and %s is an error that says so", async (_, of, words) => {
    await using server = await answering(of);
    const target = await asking(server.url);
    await expect(target.predict(rows, context)).rejects.toThrow(words);
    await target.dispose();
  });

  it("and answers web pages, nothing or no JSON gets the errors of any target", async () => {
    for (const [said, code] of [
      ["<!doctype html><p>Sign in</p>", "TARGETS_HTML_ANSWER"],
      ["{", "TARGETS_NOT_JSON"],
      ["", "TARGETS_EMPTY_ANSWER"],
    ] as const) {
      await using server = await predictServer(() => said);
      const target = await asking(server.url);
      await expect(target.predict(rows, context)).rejects.toMatchObject({ code });
      await target.dispose();
    }
  });

  it("gives numbers that are none: the row has no label, and the others have theirs", async () => {
    for (const none of ["NaN", "null", '"NaN"']) {
      await using server = await predictServer(
        ({ body }) => `{"out": [${none}${", 0.75".repeat(body.rows.length - 1)}]}`,
      );
      const target = await connect(
        { kind: "json-predict", base_url: server.url, body: { rows: "{{rows}}" }, answers: "$.out[*]" },
        { ...faces, max_batch: 3 },
      );
      const { labels, scores } = await target.predict(rows, context);
      expect([...labels]).toEqual([-1, 1, 1]);
      expect([...(scores ?? [])]).toEqual([NaN, NaN, 0.25, 0.75, 0.25, 0.75]);
      await target.dispose();
    }
  });

  it("gives scores that are no probabilities: they stay as they are", async () => {
    await using server = await answering((list) => ({ out: list.map(() => [3, 4]) }));
    const target = await asking(server.url);
    expect([...((await target.predict(rows, context)).scores ?? [])]).toEqual([3, 4, 3, 4, 3, 4]);
    await target.dispose();
  });

  it("limits its rate: the rows are asked for again, and none is lost", async () => {
    let refused = 0;
    await using server = await predictServer(({ body }, response) => {
      if (refused++ < 2) {
        response.statusCode = 429;
        response.setHeader("retry-after", "0");
        return { error: "slow down" };
      }
      return { out: body.rows.map(shareOf) };
    });
    await expectAnswers(await asking(server.url));
    expect(server.asked.length).toBeGreaterThanOrEqual(4);
  });

  it("is asked at its own host alone", async () => {
    await using other = await predictServer(() => ({ out: [] }));
    await using server = await predictServer((_, response) => {
      response.statusCode = 307;
      response.setHeader("location", `${other.url}/predict`);
      return {};
    });
    const target = await asking(server.url);
    await expect(target.predict(rows, context)).rejects.toThrow();
    expect(other.asked).toEqual([]);
    await target.dispose();
  });
});
