import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelData, PredictTarget } from "../../../contracts/index.ts";
import { decodeModel, encodeModel, type Attribute, type Model } from "../../../models/index.ts";
import { cancer, fixturePath } from "../../../models/testing/fixtures.ts";
import { connectModel } from "../../../targets/index.ts";
import { configOf, realDeps } from "../../../targets/testing/real-parts.ts";

/** The trees of `gbdt_small.onnx`, which tell a number, as a classifier of two classes, with rows to attack. */
export async function treeTarget(
  count: number,
): Promise<{ readonly target: PredictTarget; readonly data: ModelData }> {
  const folder = mkdtempSync(join(tmpdir(), "bartizan-trees-"));
  const file = join(folder, "trees.onnx");
  writeFileSync(
    file,
    encodeModel(asClassifier(await decodeModel(readFileSync(fixturePath("gbdt_small.onnx"))))),
  );
  const target = await connectModel(
    configOf({ kind: "onnx-file", id: "trees", file, interface: { domain: { low: 0, high: 1 } } }),
    realDeps(),
  );
  const { width, data } = cancer.rows;
  const rows = { count, width, data: data.slice(0, count * width) };
  const disposed: PredictTarget = {
    ...target,
    dispose: async () => {
      await target.dispose();
      rmSync(folder, { recursive: true });
    },
  };
  return { target: disposed, data: { test: { rows, labels: cancer.labels.slice(0, count), digest: "d" } } };
}

function asClassifier(model: Model): Model {
  const nodes = model.graph.nodes.map((node) => {
    const attributes = new Map<string, Attribute>();
    for (const [name, value] of node.attributes)
      if (name !== "n_targets") attributes.set(name.replace(/^target_/u, "class_"), value);
    attributes.set("classlabels_int64s", { kind: "ints", value: [0, 1] });
    return { ...node, op: "TreeEnsembleClassifier", attributes, outputs: ["label", "scores"] };
  });
  return {
    ...model,
    graph: {
      ...model.graph,
      nodes,
      outputs: [
        { name: "label", type: "int64", shape: ["n"] },
        { name: "scores", type: "float32", shape: ["n", 2] },
      ],
    },
  };
}
