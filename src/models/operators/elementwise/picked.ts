import type { Tensor } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import { eachPair } from "./binary.ts";

/** A tensor whose elements are those of another, found from a place on by strides. */
export function picked(
  call: Call,
  from: Tensor,
  shape: readonly number[],
  strides: readonly number[],
  start = 0,
): Tensor {
  if (from.type === "string") {
    const data: string[] = [];
    eachPair(shape, strides, [], (_, at) => data.push(from.data[start + at] ?? ""));
    return { type: "string", shape, data };
  }
  const output = call.fresh(from.type, shape);
  eachPair(shape, strides, [], (i, at) => {
    output.data[i] = from.data[start + at] ?? 0;
  });
  return output;
}
