import type { Call } from "../call.ts";
import type { ExpandCall } from "../gradient-call.ts";
import { tensorOf } from "../../tensor/index.ts";
import { multiplyInto, transposed } from "../matrix/multiply.ts";

interface Weights {
  readonly coefficients: readonly number[];
  readonly intercepts: readonly number[];
  /** How many numbers a row becomes. */
  readonly outputs: number;
}

/** x · coefficientsᵀ + intercepts, row-major. */
export function linear(call: Call, { coefficients, intercepts, outputs }: Weights): Float64Array {
  const { data, shape } = call.numbers(0);
  const [rows = 0, width = 0] = shape.length === 1 ? [1, ...shape] : shape;
  if (coefficients.length !== width * outputs)
    throw call.unsupported(
      `has ${coefficients.length} coefficients for ${width} features and ${outputs} outputs`,
    );
  const scores = new Float64Array(rows * outputs);
  for (let i = 0; i < scores.length; i++) scores[i] = intercepts[i % outputs] ?? 0;
  multiplyInto(
    scores,
    0,
    data,
    0,
    transposed(Float64Array.from(coefficients), outputs, width),
    0,
    rows,
    width,
    outputs,
  );
  return scores;
}

/** The same as nodes. */
export function expandLinear(call: ExpandCall, { coefficients, intercepts, outputs }: Weights): string {
  const { emit } = call;
  const weights = emit.constant(tensorOf("float32", [outputs, coefficients.length / outputs], coefficients));
  const added = emit.constant(
    tensorOf(
      "float32",
      [outputs],
      Array.from({ length: outputs }, (_, i) => intercepts[i] ?? 0),
    ),
  );
  return emit.node("Gemm", [call.input(0), weights, added], { transB: 1 });
}
