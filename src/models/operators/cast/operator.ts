import { elementOfCode, isFloat, type NumberType } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

/** Numbers of another type. To whole numbers they are cut towards zero; to `bool`, all but 0 are true. */
export const operator: Operator = {
  op: "Cast",
  domain: "",
  run: (call) => {
    const type = elementOfCode(call.attributes.int("to", 0));
    const input = call.numbers(0);
    if (type === undefined || type === "string")
      throw call.unsupported("makes a type that is not computed with here");
    const output = call.fresh(type, input.shape);
    const convert = conversion(type, input.type);
    for (let i = 0; i < input.data.length; i++) output.data[i] = convert(input.data[i] ?? 0);
    return [output];
  },
  gradient: (call) => {
    const from = call.seen(call.input(0)).type;
    const to = call.seen(call.output(0)).type;
    if (from === "string" || to === "string" || !isFloat(from) || !isFloat(to)) return [undefined];
    return [call.emit.cast(call.gradient, from)];
  },
  examples: [
    { inputs: ["2x3"], attributes: { to: 11 } },
    { inputs: ["2x3"], attributes: { to: 7 }, varied: [] },
    { inputs: ["2x3"], attributes: { to: 9 }, varied: [] },
  ],
};

function conversion(to: NumberType, from: NumberType): (x: number) => number {
  if (to === "bool") return (x) => Number(x !== 0);
  // There is no -0 of whole numbers.
  return isFloat(from) && !isFloat(to) ? (x) => Math.trunc(x) + 0 : (x) => x;
}
