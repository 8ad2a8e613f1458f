import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GradientModel, InputSpec, OutputSpec, Predictions, Rows } from "../../../contracts/index.ts";
import type { Example } from "../attack.ts";
import type { AttackedModel } from "../run/index.ts";
import { mlpOf, type Layer } from "./mlp.ts";

interface Packed {
  readonly float32?: string;
  readonly sixteenths?: string;
}

interface FixtureFile {
  readonly width: number;
  readonly classes: number;
  readonly layers: Readonly<Record<string, Packed & { readonly shape: readonly number[] }>>;
  readonly test: Packed & { readonly labels: readonly number[] };
  readonly train: Packed & { readonly labels: readonly number[] };
}

export interface Fixture {
  readonly input: InputSpec;
  readonly output: OutputSpec;
  readonly model: AttackedModel & { readonly gradients: GradientModel };
  readonly test: readonly Example[];
  /** Held-out rows the model has right, in their order: the first 100. */
  readonly correct: readonly Example[];
  /** Training rows with the labels the model gives them. */
  readonly pool: { readonly rows: Rows; readonly labels: Int32Array };
  readonly predictNow: (rows: Rows) => Predictions;
}

/** The digits (64 numbers, ten classes) or the breast-cancer rows (30 numbers, two classes), with our network. */
export function fixture(name: "digits" | "bc"): Fixture {
  const path = join(import.meta.dirname, "../../../../fixtures/robustness", `${name}.json`);
  // Safe: our own file, written beside its description.
  const file = JSON.parse(readFileSync(path, "utf8")) as FixtureFile;
  const layers = [layerOf(file, 0), layerOf(file, 1)];
  const input: InputSpec = { shape: [file.width], domain: { low: 0, high: 1 } };
  const output: OutputSpec = { kind: "score", width: file.classes };
  const mlp = mlpOf(layers, input, output);
  const test = examplesOf(file.test, file.width);
  const trainData = unpack(file.train);
  const train: Rows = { count: trainData.length / file.width, width: file.width, data: trainData };
  const correct = test.filter(
    ({ row, label }) => mlp.predictNow({ count: 1, width: file.width, data: row }).labels[0] === label,
  );
  return {
    input,
    output,
    model: { predict: (rows) => Promise.resolve(mlp.predictNow(rows)), gradients: mlp.gradients },
    test,
    correct: correct.slice(0, 100),
    pool: { rows: train, labels: mlp.predictNow(train).labels },
    predictNow: mlp.predictNow,
  };
}

function examplesOf(packed: Packed & { readonly labels: readonly number[] }, width: number): Example[] {
  const data = unpack(packed);
  return packed.labels.map((label, i) => ({
    id: `test-${i}`,
    row: data.slice(i * width, (i + 1) * width),
    label,
  }));
}

function layerOf(file: FixtureFile, at: number): Layer {
  const weights = file.layers[`W${at}`];
  const bias = file.layers[`b${at}`];
  if (weights === undefined || bias === undefined) throw new Error(`the fixture has no layer ${at}`);
  return { weights: unpack(weights), bias: unpack(bias) };
}

function unpack({ float32, sixteenths }: Packed): Float64Array {
  if (sixteenths !== undefined) return Float64Array.from(Buffer.from(sixteenths, "base64"), (n) => n / 16);
  const bytes = Buffer.from(float32 ?? "", "base64");
  return Float64Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
