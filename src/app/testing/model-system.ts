import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../version.ts";

/** A folder with a system around a predicting model of the fixtures. Removed when disposed. */
export interface ModelSystem extends AsyncDisposable {
  readonly folder: string;
  readonly systemFile: string;
}

export interface ModelSystemOptions {
  /** Rows of the test data. */
  readonly rows?: number;
  /** YAML of more keys of the target, four spaces in. */
  readonly target?: string;
  /** YAML of the manifest's gates. */
  readonly gates?: string;
  readonly model?: "bc_mlp.onnx" | "gbdt_small.onnx";
  readonly edit?: (manifest: string) => string;
}

const fixtures = join(packageRoot(), "src/models/fixtures");

/** A tumour model with forty rows of its test data, as CSV. */
export async function modelSystem(options: ModelSystemOptions = {}): Promise<ModelSystem> {
  const { rows: count = 12, target = "", gates = "", model = "bc_mlp.onnx", edit = (text) => text } = options;
  const folder = await mkdtemp(join(tmpdir(), "bartizan-model-"));
  await copyFile(join(fixtures, model), join(folder, "model.onnx"));
  // Safe: the file is ours.
  const { cancer } = JSON.parse(await readFile(join(fixtures, "rows.json"), "utf8")) as {
    readonly cancer: { readonly rows: readonly (readonly number[])[]; readonly labels: readonly number[] };
  };
  const header = [...(cancer.rows[0] ?? []).keys()].map((i) => `f${i}`);
  const lines = cancer.rows.slice(0, count).map((row, i) => [...row, cancer.labels[i]].join(","));
  await writeFile(join(folder, "test.csv"), [[...header, "class"].join(","), ...lines, ""].join("\n"));
  const systemFile = join(folder, "system.yaml");
  await writeFile(
    systemFile,
    edit(`version: bartizan/v1
system:
  id: tumours
  name: Tumour model
  owner: lab
  purpose: Tells benign from malignant tumours by thirty measures of cells.
  jurisdictions: [EU]
  users: {kind: employees, vulnerable: false, minors: false}
  autonomy: answers
  consequential_decisions: true
  criticality: high
data_classes: []
zones: [{id: lab, trust: 3, operator: self}]
components:
  - {id: classifier, kind: model, zone: lab, task: classification, origin: self-trained, format: onnx}
flows: []
targets:
  - id: tumour-model
    kind: onnx-file
    component: classifier
    file: model.onnx
    interface:
      features: [${header.join(", ")}]
      domain: {low: 0, high: 1}
      classes: [malignant, benign]
    data:
      test: {file: test.csv, label: class}
${target}
gates: [${gates}]
`),
  );
  return { folder, systemFile, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
