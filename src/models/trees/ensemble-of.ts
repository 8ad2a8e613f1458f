import { modelsErrors } from "../errors.ts";
import type { GraphNode, Model } from "../onnx/index.ts";
import { readClassic } from "./read-classic.ts";
import { readModern } from "./read-modern.ts";
import type { TreeEnsemble } from "./tree.ts";

const known = new WeakMap<GraphNode, Map<boolean, TreeEnsemble>>();

/** The trees of one operator, read once. */
export function ensembleOfNode(node: GraphNode, isWide: boolean): TreeEnsemble {
  const read = known.get(node) ?? new Map<boolean, TreeEnsemble>();
  known.set(node, read);
  const ensemble = read.get(isWide) ?? (node.op === "TreeEnsemble" ? readModern : readClassic)(node, isWide);
  read.set(isWide, ensemble);
  return ensemble;
}

const operators: ReadonlySet<string> = new Set([
  "TreeEnsemble",
  "TreeEnsembleClassifier",
  "TreeEnsembleRegressor",
]);
/** What may stand beside the trees: it changes no row and no order of scores. */
const harmless: ReadonlySet<string> = new Set(["ZipMap", "Identity", "Cast", "Reshape", "Flatten"]);

/**
 * The trees of a model that is one tree ensemble on its input.
 *
 * @throws MODELS_NOT_TREES where it is something else, or does more with the rows before
 * @example const boxes = leafBoxes(treesOf(await decodeModel(bytes)));
 */
export function treesOf({ graph }: Model): TreeEnsemble {
  const [node, ...more] = graph.nodes.filter(
    ({ op, domain }) => domain === "ai.onnx.ml" && operators.has(op),
  );
  const input = graph.inputs[0];
  const foreign = graph.nodes.find((other) => other !== node && !harmless.has(other.op));
  if (node === undefined || more.length > 0 || foreign !== undefined || node.inputs[0] !== input?.name)
    throw modelsErrors.notTrees(
      node === undefined
        ? "The model has no tree ensemble."
        : `The model also computes ${foreign?.op ?? "more trees, or something with its rows first"}.`,
    );
  return ensembleOfNode(node, input?.type === "float64");
}
