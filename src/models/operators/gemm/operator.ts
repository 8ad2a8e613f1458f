import { modelsErrors } from "../../errors.ts";
import type { Numbers } from "../../tensor/index.ts";
import { broadcastStrides } from "../../tensor/index.ts";
import type { Call } from "../call.ts";
import type { GradientCall } from "../gradient-call.ts";
import { multiplyInto, transposed } from "../matrix/multiply.ts";
import type { Operator } from "../operator.ts";

/** alpha · A' B' + beta · C, with A' and B' transposed where asked for. */
export const operator: Operator = {
  op: "Gemm",
  domain: "",
  run: (call) => {
    const alpha = call.attributes.float("alpha", 1);
    const beta = call.attributes.float("beta", 1);
    const left = matrixOf(call, 0, call.attributes.int("transA", 0) === 1);
    const right = matrixOf(call, 1, call.attributes.int("transB", 0) === 1);
    if (left.columns !== right.rows)
      throw modelsErrors.wrongInput(
        `Gemm multiplies ${left.rows}×${left.columns} with ${right.rows}×${right.columns}.`,
      );
    const shape = [left.rows, right.columns];
    const output = call.fresh(call.numbers(0).type, shape);
    multiplyInto(output.data, 0, left.data, 0, right.data, 0, left.rows, left.columns, right.columns);
    const added = call.optional(2);
    if (added === undefined && alpha === 1) return [output];
    const [down = 0, across = 0] = added === undefined ? [] : broadcastStrides(added.shape, shape);
    for (let i = 0; i < left.rows; i++)
      for (let j = 0; j < right.columns; j++) {
        const at = i * right.columns + j;
        output.data[at] =
          alpha * (output.data[at] ?? 0) +
          (added === undefined ? 0 : beta * (added.data[i * down + j * across] ?? 0));
      }
    return [output];
  },
  gradient: (call) => {
    const transA = call.attributes.int("transA", 0);
    const transB = call.attributes.int("transB", 0);
    const g = call.gradient;
    const gemm = (a: string, b: string, ta: number, tb: number): string =>
      call.emit.node("Gemm", [a, b], {
        alpha: { float: call.attributes.float("alpha", 1) },
        transA: ta,
        transB: tb,
      });
    return call.forNeeded(
      () => (transA === 0 ? gemm(g, call.input(1), 0, 1 - transB) : gemm(call.input(1), g, transB, 1)),
      () => (transB === 0 ? gemm(call.input(0), g, 1 - transA, 0) : gemm(g, call.input(0), 1, transA)),
      () => addedGradient(call, g),
    );
  },
  examples: [
    { inputs: ["3x4", "4x2", "2"] },
    {
      inputs: ["4x3", "2x4", "3x1"],
      attributes: { transA: 1, transB: 1, alpha: 0.5, beta: 2 },
      floats: ["beta"],
    },
    { inputs: ["4x3", "4x2"], attributes: { transA: 1 } },
    { inputs: ["3x4", "2x4", "1"], attributes: { transB: 1 } },
  ],
};

function addedGradient(call: GradientCall, g: string): string {
  const beta = call.attributes.float("beta", 1);
  return call.unbroadcast(beta === 1 ? g : call.emit.multiply(g, call.number(beta, call.input(2))), 2);
}

function matrixOf(
  call: Call,
  index: number,
  isTransposed: boolean,
): { readonly data: Numbers; readonly rows: number; readonly columns: number } {
  const { shape, data } = call.numbers(index);
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined || shape.length !== 2)
    throw modelsErrors.wrongInput(`Gemm takes matrices, not a value of shape [${shape.join(", ")}].`);
  return isTransposed
    ? { data: transposed(data, rows, columns), rows: columns, columns: rows }
    : { data, rows, columns };
}
