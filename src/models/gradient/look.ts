import { everyValueOf, namesReadBy } from "../interpreter/index.ts";
import type { Model } from "../onnx/index.ts";
import type { Seen } from "../operators/index.ts";
import type { Tensor } from "../tensor/index.ts";

/**
 * Runs a model on a few rows, twice with different numbers of them, and tells of every value its shape, which axes
 * follow the number of rows, and whether its numbers do.
 *
 * @param feeds rows for the first and for the second run
 */
const mostSampled = 100_000;

export function look(
  model: Model,
  first: ReadonlyMap<string, Tensor>,
  second: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, Seen> {
  const one = everyValueOf(model, first);
  const other = everyValueOf(model, second);
  const seen = new Map<string, Seen>();
  const depends = namesThatDepend(model, new Set(first.keys()));
  for (const [name, tensor] of one) {
    const there = other.get(name);
    const rowAxes = new Set(tensor.shape.flatMap((dim, axis) => (there?.shape[axis] === dim ? [] : [axis])));
    const isConstant =
      tensor.type !== "string" &&
      there !== undefined &&
      there.type !== "string" &&
      (!depends.has(name) || (isWhole(tensor) && sameNumbers(tensor, there)));
    const sample =
      tensor.type !== "string" && tensor.data.length <= mostSampled ? { sample: tensor.data } : {};
    seen.set(name, {
      type: tensor.type,
      shape: tensor.shape,
      rowAxes,
      ...sample,
      ...(isConstant ? { constant: tensor } : {}),
    });
  }
  return seen;
}

/** Shapes and what is made of them are whole numbers; floats that agree twice may do so by chance. */
const isWhole = (tensor: Tensor): boolean => tensor.type === "int64" || tensor.type === "int32";

function sameNumbers(a: Tensor, b: Tensor): boolean {
  return (
    a.data.length === b.data.length &&
    a.data.every((value: number | string, i: number) => value === b.data[i])
  );
}

/** What is computed from some values. */
export function namesThatDepend({ graph }: Model, on: ReadonlySet<string>): Set<string> {
  const names = new Set(on);
  for (const node of graph.nodes)
    if (readsAny(node, names)) for (const output of node.outputs) if (output !== "") names.add(output);
  return names;
}

const readsAny = (node: Model["graph"]["nodes"][number], names: ReadonlySet<string>): boolean =>
  namesReadBy(node).some((name) => names.has(name));
