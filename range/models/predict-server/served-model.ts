import { join } from "node:path";
import type { Predictions, Rows } from "../../../src/contracts/index.ts";
import { openModel, predictorOf, type RuntimeName } from "../../../src/models/index.ts";
import { fraudFacts, digitsFacts } from "./facts.ts";

/** A model of the range, ready to answer rows. */
export interface ServedModel {
  readonly name: string;
  readonly version: string;
  /** Name of the input tensor. */
  readonly input: string;
  /** Of one row. */
  readonly shape: readonly number[];
  readonly features?: readonly string[];
  readonly classes: readonly string[];
  predict(rows: Rows): Promise<Predictions>;
  close(): Promise<void>;
}

/** The models that lie beside: payments and digits. */
export async function openModels(
  options: { readonly runtime?: RuntimeName } = {},
): Promise<readonly ServedModel[]> {
  const opened: ServedModel[] = [];
  for (const described of [
    { name: "fraud", shape: [fraudFacts.features.length], ...fraudFacts },
    { name: "digits", ...digitsFacts },
  ]) {
    const open = await openModel(join(import.meta.dirname, "..", described.name, "model.onnx"), options);
    const predictor = await predictorOf(open, { classes: described.classes });
    opened.push({
      name: described.name,
      version: "1",
      input: open.model.graph.inputs[0]?.name ?? "",
      shape: described.shape,
      ...("features" in described ? { features: described.features } : {}),
      classes: described.classes,
      predict: (rows) => predictor.predict(rows),
      close: () => open.close(),
    });
  }
  return opened;
}
