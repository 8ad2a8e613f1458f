import { modelsErrors } from "../../errors.ts";
import { sizeOf, type Tensor } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Concat",
  domain: "",
  run: (call) => [joined(call, call.attributes.int("axis", 0))],
  gradient: (call) => {
    const rank = call.shape(call.output(0)).length;
    const axis = call.axis(call.attributes.int("axis", 0), rank);
    if (call.seen(call.output(0)).rowAxes.has(axis)) throw call.none("joins rows");
    const sizes = call.node.inputs.map((name) => call.shape(name)[axis] ?? 0);
    const parts = call.emit.many("Split", [call.gradient, call.emit.ints(sizes)], sizes.length, { axis });
    return parts.map((part, index) => (call.needs(index) ? part : undefined));
  },
  examples: [
    { inputs: ["2x3", "2x1"], attributes: { axis: 1 } },
    { inputs: ["2x3x2", "2x3x1", "2x3x4"], attributes: { axis: -1 } },
  ],
};

function joined(call: Call, given: number): Tensor {
  const parts = call.inputs.map((_, index) => call.any(index));
  const first = call.any(0);
  const axis = call.axis(given, first.shape.length);
  for (const { shape, type } of parts)
    if (
      type !== first.type ||
      shape.length !== first.shape.length ||
      shape.some((dim, i) => i !== axis && dim !== first.shape[i])
    )
      throw modelsErrors.wrongInput(
        `Concat cannot join [${first.shape.join(", ")}] and [${shape.join(", ")}].`,
      );
  const shape = first.shape.map((dim, i) =>
    i === axis ? parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0) : dim,
  );
  const rows = sizeOf(shape.slice(0, axis));
  const lengths = parts.map((part) => sizeOf(part.shape.slice(axis)));
  if (first.type === "string") {
    const data = Array.from({ length: rows }).flatMap((_, row) =>
      parts.flatMap((part, i) => {
        const length = lengths[i] ?? 0;
        return part.type === "string" ? part.data.slice(row * length, (row + 1) * length) : [];
      }),
    );
    return { type: "string", shape, data };
  }
  const output = call.fresh(first.type, shape);
  let at = 0;
  for (let row = 0; row < rows; row++)
    for (const [i, part] of parts.entries()) {
      const length = lengths[i] ?? 0;
      if (part.type !== "string") output.data.set(part.data.subarray(row * length, (row + 1) * length), at);
      at += length;
    }
  return output;
}
