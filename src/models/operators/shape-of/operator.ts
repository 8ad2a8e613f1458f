import { int64s } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Shape",
  domain: "",
  run: (call) => {
    const { shape } = call.any(0);
    const end = call.attributes.has("end") ? call.attributes.int("end", 0) : shape.length;
    return [int64s(shape.slice(call.attributes.int("start", 0), end))];
  },
  isFlat: true,
  examples: [{ inputs: ["2x3"] }, { inputs: ["2x3x4"], attributes: { start: 1, end: -1 } }],
};
