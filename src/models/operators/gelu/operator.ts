import { mapped } from "../elementwise/unary.ts";
import { erf } from "../erf/erf.ts";
import type { Operator } from "../operator.ts";

const slope = Math.sqrt(2 / Math.PI);

/** Exact by the error function, or by its approximation with tanh where the node says so. */
export const operator: Operator = {
  op: "Gelu",
  domain: "",
  run: (call) => {
    const isRough = call.attributes.text("approximate", "none") === "tanh";
    const exact = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2));
    const rough = (x: number): number => 0.5 * x * (1 + Math.tanh(slope * (x + 0.044715 * x ** 3)));
    return [mapped(call, isRough ? rough : exact)];
  },
  expand: (call) => {
    const { emit } = call;
    const x = call.input(0);
    const isRough = call.attributes.text("approximate", "none") === "tanh";
    const cube = (): string => emit.multiply(emit.multiply(emit.multiply(x, x), x), call.number(0.044715, x));
    const bend = isRough
      ? emit.node("Tanh", [emit.multiply(emit.add(x, cube()), call.number(slope, x))])
      : emit.node("Erf", [emit.multiply(x, call.number(Math.SQRT1_2, x))]);
    return [emit.multiply(emit.multiply(x, call.number(0.5, x)), emit.add(bend, call.number(1, x)))];
  },
  examples: [
    { inputs: ["3x4"], opset: 20 },
    { inputs: ["3x4"], attributes: { approximate: "tanh" }, opset: 20 },
  ],
};
