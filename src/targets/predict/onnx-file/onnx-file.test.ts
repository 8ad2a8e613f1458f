import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cancer, digits, fixturePath } from "../../../models/testing/fixtures.ts";
import { seededRandom } from "../../../stats/index.ts";
import { configOf, realClock, realDeps } from "../../testing/real-parts.ts";
import { connectModel, isPredictConfig } from "../index.ts";

const context = { signal: new AbortController().signal, clock: realClock, random: seededRandom("probe") };
const connect = (name: string, more: object = {}) =>
  connectModel(configOf({ kind: "onnx-file", id: "model", file: fixturePath(name), ...more }), realDeps());

describe("a model in a local file", () => {
  it("answers rows, and has gradients where its operators have them", async () => {
    const target = await connect("digits_mlp.onnx", { interface: { domain: { low: 0, high: 1 } } });
    expect(target.input).toEqual({ shape: [64], domain: { low: 0, high: 1 } });
    expect(target.output).toEqual({ kind: "score", width: 10 });
    const { labels } = await target.predict(digits.rows, context);
    expect(labels.filter((label, i) => label === digits.labels[i]).length).toBeGreaterThan(36);
    expect(target.local?.access).toEqual(["gradient"]);
    expect(target.local?.lacks.trees).toBe("no trees: The model has no tree ensemble");
    const gradients = await target.local?.gradients();
    const told = await gradients?.lossAndGradient(digits.rows, digits.labels, "cross-entropy");
    expect(told?.gradients).toHaveLength(digits.rows.data.length);
    await target.dispose();
  });

  it("has trees where it is some, and says why it has no gradients", async () => {
    const target = await connect("gbdt_small.onnx");
    expect(target.local?.access).toEqual(["trees"]);
    expect(target.local?.lacks.gradient).toMatch(/no gradients: .*TreeEnsemble/u);
    expect((await target.predict(cancer.rows, context)).count).toBe(cancer.rows.count);
    await target.dispose();
  });

  it("tells labels only where the attacker sees no more", async () => {
    const target = await connect("digits_mlp.onnx", { interface: { output: "label" } });
    expect(target.output).toEqual({ kind: "label", width: 10 });
    expect(await target.predict(digits.rows, context)).not.toHaveProperty("scores");
    await target.dispose();
  });

  it("notices that another file was put in its place", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "onnx-file-")), "model.onnx");
    await copyFile(fixturePath("bc_mlp.onnx"), file);
    const target = await connectModel(configOf({ kind: "onnx-file", id: "model", file }), realDeps());
    const before = await target.probe(context);
    expect((await target.probe(context)).model).toBe(before.model);
    await copyFile(fixturePath("gbdt_small.onnx"), file);
    expect((await target.probe(context)).model).not.toBe(before.model);
    await target.dispose();
  });

  it("is refused where the manifest says something else of it", async () => {
    const named = (count: number): string[] => Array.from({ length: count }, (_, i) => `f${i}`);
    await expect(connect("bc_mlp.onnx", { interface: { features: named(29) } })).rejects.toThrow(
      /29 features are named, and the model takes rows of 30/u,
    );
    await expect(connect("digits_mlp.onnx", { interface: { classes: ["a", "b"] } })).rejects.toThrow(
      /2 classes are named, and the model gives scores of 10/u,
    );
    await expect(connect("bc_mlp.onnx", { sha256: "0".repeat(64) })).rejects.toThrow(/has the digest/u);
    await expect(connect("nowhere.onnx")).rejects.toThrow(/nowhere\.onnx of `model` cannot be read/u);
    const text = join(await mkdtemp(join(tmpdir(), "onnx-file-")), "model.onnx");
    await writeFile(text, "not a model");
    await expect(
      connectModel(configOf({ kind: "onnx-file", id: "model", file: text }), realDeps()),
    ).rejects.toThrow(/model\.onnx of `model` cannot be computed/u);
  });
});

describe("what the manifest says of a predicting model", () => {
  const model = { kind: "onnx-file", id: "model", file: "model.onnx" };

  it("is strict", () => {
    const given = {
      ...model,
      interface: { features: ["amount", "age"], domain: { low: 0, high: 1 }, classes: ["legit", "fraud"] },
      data: { test: { file: "test.csv", label: "class" } },
      rules: [{ feature: "age", immutable: true }],
    };
    const config = configOf(given);
    expect(isPredictConfig(config)).toBe(true);
    expect(config).toMatchObject({ data: { test: { rows: 2000, seed: "bartizan" } } });
    expect(configOf(config)).toEqual(config);
    for (const wrong of [
      { ...given, harness: {} },
      { ...given, interface: { features: ["amount", "amount"] } },
      { ...given, interface: { shape: [3], features: ["amount", "age"] } },
      { ...given, interface: { domain: { low: 1, high: 0 } } },
      { ...given, data: { test: { file: "test.csv", lable: "class" } } },
      { ...given, data: { train: { file: "test.csv" } } },
      { ...given, rules: [{ feature: "age", imutable: true }] },
    ])
      expect(() => configOf(wrong)).toThrow();
  });

  it("is told apart from targets that converse", () => {
    expect(
      isPredictConfig(
        configOf({ kind: "openai-chat", id: "bot", base_url: "http://127.0.0.1:1/v1", model: "m" }),
      ),
    ).toBe(false);
  });
});
