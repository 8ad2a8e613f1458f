import { stridesOf } from "../../tensor/index.ts";
import type { Attributes } from "../attributes.ts";

/** The axes a softmax goes over: one since version 13; before, the given one and all behind it. */
export function softmaxAxes(
  { attributes, opset }: { readonly attributes: Attributes; readonly opset: number },
  rank: number,
): number[] {
  const given = attributes.int("axis", opset >= 13 ? -1 : 1);
  const axis = given < 0 ? given + rank : given;
  return opset >= 13 ? [axis] : Array.from({ length: rank - axis }, (_, i) => axis + i);
}

/**
 * Goes over all places that differ along `axes` only, group by group. The list is used again for the next
 * group: copy what you keep.
 */
export function overAxes(
  shape: readonly number[],
  axes: readonly number[],
  visit: (places: Int32Array, group: number) => void,
): void {
  const strides = stridesOf(shape);
  const along = new Set(axes);
  const inner = placesOf(
    shape.filter((_, axis) => along.has(axis)),
    strides.filter((_, axis) => along.has(axis)),
  );
  const outer = placesOf(
    shape.filter((_, axis) => !along.has(axis)),
    strides.filter((_, axis) => !along.has(axis)),
  );
  const places = new Int32Array(inner.length);
  for (let group = 0; group < outer.length; group++) {
    const start = outer[group] ?? 0;
    for (let i = 0; i < inner.length; i++) places[i] = start + (inner[i] ?? 0);
    visit(places, group);
  }
}

function placesOf(shape: readonly number[], strides: readonly number[]): Int32Array {
  let places = Int32Array.of(0);
  for (const [axis, dim] of shape.entries()) {
    const stride = strides[axis] ?? 0;
    const next = new Int32Array(places.length * dim);
    for (let i = 0; i < places.length; i++)
      for (let j = 0; j < dim; j++) next[i * dim + j] = (places[i] ?? 0) + j * stride;
    places = next;
  }
  return places;
}
