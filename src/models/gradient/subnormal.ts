import type { Model } from "../onnx/index.ts";
import type { Tensor } from "../tensor/index.ts";

const smallestNormal = 2 ** -126;

/**
 * A model whose weights that are too small for a normal float32 are 0. Training with decay leaves such behind at
 * inputs that never vary; processors are many times slower with them, and they change no result by more than 1e-36.
 */
export function withoutSubnormals(model: Model): Model {
  const initializers = new Map(
    [...model.graph.initializers].map(([name, tensor]) => [name, cleared(tensor)] as const),
  );
  return { ...model, graph: { ...model.graph, initializers } };
}

function cleared(tensor: Tensor): Tensor {
  if (tensor.type !== "float32" || !tensor.data.some(isSubnormal)) return tensor;
  return { ...tensor, data: tensor.data.map((value) => (isSubnormal(value) ? 0 : value)) };
}

const isSubnormal = (value: number): boolean => value !== 0 && Math.abs(value) < smallestNormal;
