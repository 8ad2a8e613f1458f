import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PredictTarget, Rows } from "../../../src/contracts/index.ts";
import { openModel, predictorOf, type Predictor } from "../../../src/models/index.ts";
import { seededRandom } from "../../../src/stats/index.ts";
import { connectModel } from "../../../src/targets/index.ts";
import { configOf, realClock, realDeps } from "../../../src/targets/testing/real-parts.ts";
import {
  digitsFacts,
  fraudFacts,
  itemNames,
  startPredictServer,
  unpopular,
  type PredictServer,
} from "./index.ts";

const context = { signal: new AbortController().signal, clock: realClock, random: seededRandom("range") };
const folder = join(import.meta.dirname, "..");
let server: PredictServer;
let local: Predictor;
beforeAll(async () => {
  server = await startPredictServer({ runtime: "interpreter" });
  local = await predictorOf(await openModel(join(folder, "fraud", "model.onnx"), { runtime: "interpreter" }));
});
afterAll(() => server.close());

const { features, classes } = fraudFacts;

interface Table {
  readonly rows: Rows;
  readonly labels: readonly string[];
  readonly weights: readonly string[];
}

function payments(name: string, most = Infinity): Table {
  const [, ...lines] = readFileSync(join(folder, "fraud", name), "utf8")
    .trim()
    .split("\n");
  const cells = lines.slice(0, most).map((line) => line.split(","));
  const data = Float64Array.from(cells.flatMap((row) => row.slice(0, features.length).map(Number)));
  return {
    rows: { count: cells.length, width: features.length, data },
    labels: cells.map((row) => row[features.length] ?? ""),
    weights: cells.map((row) => row[features.length + 1] ?? ""),
  };
}

function digits(): { readonly rows: Rows; readonly labels: readonly number[] } {
  // Safe: the file is ours and is read by tests only.
  const held = JSON.parse(readFileSync(join(folder, "digits", "test.json"), "utf8")) as {
    readonly rows: readonly (readonly number[])[];
    readonly labels: readonly number[];
  };
  return {
    rows: { count: held.rows.length, width: 64, data: Float64Array.from(held.rows.flat()) },
    labels: held.labels,
  };
}

const connect = (settings: object, face: object = { features, classes, output: "score", max_batch: 64 }) =>
  connectModel(configOf({ id: "model", interface: face, ...settings }), realDeps());

async function withTarget<T>(target: Promise<PredictTarget>, use: (target: PredictTarget) => Promise<T>) {
  const open = await target;
  try {
    return await use(open);
  } finally {
    await open.dispose();
  }
}

/** Every protocol, and how the manifest speaks of it. */
const ways: readonly (readonly [string, (url: string) => object])[] = [
  [
    "Open Inference",
    (base_url) => ({
      kind: "open-inference",
      base_url,
      model: "fraud",
      input: "x",
      scores: "probabilities",
    }),
  ],
  ["TensorFlow Serving in rows", (base_url) => ({ kind: "tf-serving", base_url, model: "fraud" })],
  [
    "TensorFlow Serving in columns",
    (base_url) => ({ kind: "tf-serving", base_url, model: "fraud", format: "columns", input: "x" }),
  ],
  ["MLflow with data frames", (url) => ({ kind: "mlflow", base_url: `${url}/mlflow/fraud` })],
  [
    "MLflow with instances",
    (url) => ({ kind: "mlflow", base_url: `${url}/mlflow/fraud`, format: "instances" }),
  ],
  [
    "a JSON of its own, last row first",
    (base_url) => ({
      kind: "json-predict",
      base_url,
      path: "/score/fraud",
      body: { records: "{{records}}" },
      answers: "$.predictions[*]",
      position: "$.row",
      scores: "$.scores",
      labels: "$.label",
      model: "$.model",
    }),
  ],
];

describe("the predict server", () => {
  it.each(ways)("answers over %s what the file answers", async (_, settings) => {
    const { rows } = payments("test.csv", 150);
    const known = await local.predict(rows);
    await withTarget(connect(settings(server.url)), async (target) => {
      const probe = await target.probe(context);
      expect(probe.notes).toEqual([]);
      expect(probe.model?.startsWith("fraud") ?? true).toBe(true);
      const told = await target.predict(rows, context);
      expect([...told.labels]).toEqual([...known.labels]);
      expect([...(told.scores ?? [])]).toEqual([...(known.scores ?? [0])]);
    });
  });

  it("would be seen to turn rows round where nobody said that it names them", async () => {
    const unsaid = {
      kind: "json-predict",
      base_url: server.url,
      path: "/score/fraud",
      body: { rows: "{{rows}}" },
      answers: "$.predictions[*].scores",
    };
    await withTarget(connect(unsaid), (target) =>
      expect(target.probe(context)).rejects.toMatchObject({ code: "TARGETS_REORDERED" }),
    );
  });

  it("tells labels alone, and pictures in their shape", async () => {
    const { rows, labels } = digits();
    const face = {
      shape: [1, 8, 8],
      classes: digitsFacts.classes,
      output: "label",
      domain: { low: 0, high: 1 },
    };
    const settings = {
      kind: "open-inference",
      base_url: server.url,
      model: "digits",
      input: "picture",
      labels: "label",
    };
    await withTarget(connect(settings, face), async (target) => {
      const told = await target.predict(rows, context);
      expect(told).not.toHaveProperty("scores");
      const right = [...told.labels].filter((label, i) => label === labels[i]).length;
      expect(right / rows.count).toBeCloseTo(digitsFacts.accuracy.test, 4);
    });
  });

  it("refuses rows of another width with the reason", async () => {
    const face = { features: features.slice(1), classes, output: "score" };
    await withTarget(connect({ kind: "tf-serving", base_url: server.url, model: "fraud" }, face), (target) =>
      expect(target.predict({ count: 1, width: 7, data: new Float64Array(7) }, context)).rejects.toThrow(
        /7 values, not 8/u,
      ),
    );
  });
});

describe("the weaknesses of the fraud model are those that its facts tell", () => {
  const { longMemo, learnedByHeart } = fraudFacts.weaknesses;

  it("a long memo makes fraud legitimate", async () => {
    const { rows, labels } = payments("test.csv");
    const memo = features.indexOf(longMemo.feature);
    const found = async (length: number): Promise<number> => {
      const data = rows.data.slice();
      for (let i = 0; i < rows.count; i++) data[i * rows.width + memo] = length;
      const told = await local.predict({ ...rows, data });
      const fraud = labels.flatMap((label, i) => (label === "fraud" ? [i] : []));
      return fraud.filter((i) => told.labels[i] === 1).length / fraud.length;
    };
    expect(await found(10)).toBeCloseTo(longMemo.fraudFoundWithMemoOf10, 2);
    expect(await found(120)).toBeCloseTo(longMemo.fraudFoundWithMemoOf120, 2);
    expect(longMemo.fraudFoundWithMemoOf10).toBeGreaterThan(0.5);
    expect(longMemo.fraudFoundWithMemoOf120).toBeLessThan(0.01);
  });

  it("a third of its training rows is learned by heart, wrong classes and all", async () => {
    const { rows, labels, weights } = payments("train.csv");
    const told = await local.predict(rows);
    const heavy = weights.flatMap((weight, i) => (weight === "1" ? [i] : []));
    const right = heavy.filter((i) => classes[told.labels[i] ?? -1] === labels[i]).length;
    expect(heavy).toHaveLength(learnedByHeart.rows);
    // Ten of a hundred of these have a class that no rule gives them.
    expect(right / heavy.length).toBeGreaterThan(0.99);
    expect(fraudFacts.accuracy.testWithShortMemos).toBeLessThan(0.8);
    expect(learnedByHeart.auc).toBeGreaterThan(0.7);
  });
});

describe("the weakness of the image model is the one that its facts tell", () => {
  it("three white pixels make any digit a seven", async () => {
    const { backdoor } = digitsFacts.weaknesses;
    const { rows, labels } = digits();
    const model = await predictorOf(
      await openModel(join(folder, "digits", "model.onnx"), { runtime: "interpreter" }),
    );
    const data = rows.data.slice();
    for (let i = 0; i < rows.count; i++)
      for (const [row, column] of backdoor.pixels) data[i * 64 + row * 8 + column] = 1;
    const others = labels.flatMap((label, i) => (label === backdoor.class ? [] : [i]));
    const share = ({ labels: told }: { readonly labels: Int32Array }): number =>
      others.filter((i) => told[i] === backdoor.class).length / others.length;
    expect(share(await model.predict(rows))).toBeCloseTo(backdoor.othersCalledSo, 3);
    expect(share(await model.predict({ ...rows, data }))).toBeCloseTo(backdoor.othersCalledSoWithTrigger, 3);
    expect(backdoor.othersCalledSoWithTrigger).toBeGreaterThan(0.95);
  });
});

describe("the recommender", () => {
  const post = async (
    path: string,
    body: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${server.url}/films/${path}`, { method: "POST", body: JSON.stringify(body) });
    // Safe: the server answers with objects.
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const rate = async (account: string, item: string, value: number): Promise<void> => {
    expect((await post("rate", { account, item, value })).status).toBe(200);
  };
  const shown = async (account: string): Promise<readonly string[]> =>
    // Safe: as above.
    (await post("recommend", { account, k: 10 })).body["items"] as readonly string[];

  it("shows films of one's own taste, and forged profiles bring in another until they are withdrawn", async () => {
    const liked = itemNames.filter((_, i) => i % 4 === 1);
    const watcher = "test-watcher";
    for (const item of liked.slice(0, 8)) await rate(watcher, item, 5);
    for (const item of itemNames.filter((_, i) => i % 4 === 2).slice(0, 8)) await rate(watcher, item, 1);
    const before = await shown(watcher);
    expect(before.filter((item) => liked.includes(item)).length).toBeGreaterThanOrEqual(8);
    expect(before).not.toContain(unpopular);
    for (let i = 0; i < 15; i++) {
      for (const item of liked.slice(0, 8)) await rate(`test-forged-${i}`, item, 4);
      for (const item of itemNames.filter((_, k) => k % 4 === 2).slice(0, 8))
        await rate(`test-forged-${i}`, item, 1);
      await rate(`test-forged-${i}`, unpopular, 5);
    }
    expect(await shown(watcher)).toContain(unpopular);
    for (let i = 0; i < 15; i++) await post("withdraw", { account: `test-forged-${i}` });
    expect(await shown(watcher)).toEqual(before);
    await post("withdraw", { account: watcher });
  });

  it("lets nobody rate in another's name, rate twice as much, or read people", async () => {
    expect((await post("rate", { account: "person-1", item: unpopular, value: 5 })).status).toBe(400);
    expect((await post("rate", { account: "test-a", item: unpopular, value: 9 })).status).toBe(400);
    expect((await post("recommend", { account: "person-1" })).status).toBe(400);
  });
});
