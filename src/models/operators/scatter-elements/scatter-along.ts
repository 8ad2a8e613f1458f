import type { GradientCall } from "../gradient-call.ts";

/**
 * Puts a gradient back along one axis, at the given places of `size` ones, among zeros; what falls on the same
 * place is summed. The sizes of the other axes are taken from the gradient.
 */
export function scatterAlong(
  call: GradientCall,
  gradient: string,
  along: {
    readonly axis: number;
    /** Name of a list of whole numbers. */
    readonly places: string;
    readonly rank: number;
    readonly size: number;
    /** A value of the wanted type. */
    readonly like: string;
  },
): string {
  const { emit } = call;
  const { axis, places, rank, size, like } = along;
  const column = emit.node("Reshape", [
    places,
    emit.ints(Array.from({ length: rank }, (_, i) => (i === axis ? -1 : 1))),
  ]);
  const indices = emit.expandAs(column, gradient);
  // The gradient's shape with another size along the axis.
  const shape = emit.node("Shape", [gradient]);
  const wanted = emit.node("ScatterElements", [shape, emit.ints([axis]), emit.ints([size])]);
  const zeros = emit.node("Expand", [call.number(0, like), wanted]);
  return emit.node("ScatterElements", [zeros, indices, gradient], { axis, reduction: "add" });
}
