/**
 * Computing with model files. Nothing in a model is code to this room: what it does not know is refused.
 *
 * - `openModel(path | bytes)` reads a model and makes it ready: `run(feeds)` gives its outputs.
 * - `gradientModelOf(open)` gives logits, losses and gradients with respect to the rows.
 * - `predictorOf(open)` reads the outputs as labels and scores of rows.
 * - `treesOf(model)` gives a tree ensemble, `leafBoxes` its leaves as boxes.
 * - `train/` makes small models of tables: copies, shadows, predictors of one feature.
 */
export { modelsErrors } from "./errors.ts";
export { decodeModel, encodeModel } from "./onnx/index.ts";
export type { Attribute, ExternalDataReader, Graph, GraphNode, Model, ValueInfo } from "./onnx/index.ts";
export {
  tensorOf,
  zeros,
  float32s,
  int64s,
  type ElementType,
  type NumberTensor,
  type Tensor,
} from "./tensor/index.ts";
export { openGraph, openModel, runtimeNames, runtimeOf } from "./runtime/index.ts";
export type { OpenModel, OpenOptions, Runtime, RuntimeName, Session } from "./runtime/index.ts";
export { gradientModelOf, type GradientOptions, type OpenGradientModel } from "./gradient/index.ts";
export { interpreterOf, type Values } from "./interpreter/index.ts";
export { predictorOf, type Predictor, type PredictorOptions } from "./predict/index.ts";
export { below, floorToFloat32, leafBoxes, leafOf, rawScores, treesOf } from "./trees/index.ts";
export type { Aggregate, LeafBox, PostTransform, Tree, TreeEnsemble } from "./trees/index.ts";
export {
  boostedTreesTrainer,
  forestTrainer,
  logisticTrainer,
  perceptronTrainer,
  pickRows,
  type LabelledRows,
  type ProbabilityModel,
  type Trainer,
} from "./train/index.ts";
