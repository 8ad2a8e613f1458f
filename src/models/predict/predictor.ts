import type { InputSpec, OutputSpec, Predictions, Rows } from "../../contracts/index.ts";
import { modelsErrors } from "../errors.ts";
import { toldOutputs, type OutputOptions, type Outputs } from "./outputs.ts";
import type { OpenModel } from "../runtime/index.ts";
import { allocate, sizeOf, type NumberTensor, type Tensor } from "../tensor/index.ts";

export interface PredictorOptions extends OutputOptions {
  /** Shape of one row, where the model does not say it. */
  readonly shape?: readonly number[];
  readonly features?: readonly string[];
  readonly domain?: { readonly low: number; readonly high: number };
  /** Rows run at a time; 1024 when absent. */
  readonly batch?: number;
}

/** A model as something that answers rows. */
export interface Predictor {
  readonly input: InputSpec;
  readonly output: OutputSpec;
  /** Answers in the order of the rows. Rows that hold NaN or make the model answer NaN have the label -1. */
  predict(rows: Rows): Promise<Predictions>;
}

/**
 * Reads a model's outputs as labels, scores, vectors or values. Scores are given as the model tells them; a binary
 * model that tells one probability p is read as `[1 − p, p]`. Labels are the model's own where it tells them, and the
 * place of the largest score otherwise.
 *
 * One row is run first, to see what the outputs are.
 *
 * @throws MODELS_WRONG_OUTPUT, MODELS_WRONG_INPUT
 * @example const { labels, scores } = await (await predictorOf(await openModel("fraud.onnx"))).predict(rows);
 */
export async function predictorOf(open: OpenModel, options: PredictorOptions = {}): Promise<Predictor> {
  const [input, ...more] = open.model.graph.inputs;
  if (input?.type === undefined || input.type === "string" || more.length > 0)
    throw modelsErrors.wrongInput("The model does not have exactly one input of numbers.");
  const { name, type } = input;
  const [first, ...dims] = input.shape ?? [];
  const shape = options.shape ?? dims.map((dim) => (typeof dim === "number" && dim > 0 ? dim : NaN));
  if (first === undefined || shape.length === 0 || shape.some((dim) => Number.isNaN(dim)))
    throw modelsErrors.wrongInput(
      `The input \`${name}\` does not say how wide a row is.`,
      {},
      { remedy: "Give the shape of one row." },
    );
  const width = sizeOf(shape);
  const most = typeof first === "number" && first > 0 ? first : (options.batch ?? 1024);
  const isFixed = typeof first === "number" && first > 0;
  const runSome = async (data: Float64Array, count: number): Promise<ReadonlyMap<string, Tensor>> => {
    const held = isFixed ? most : count;
    const numbers = allocate(type, held * width);
    numbers.set(data);
    const tensor: NumberTensor = { type, shape: [held, ...shape], data: numbers };
    return open.run(new Map([[name, tensor]]));
  };
  const outputs = toldOutputs(await runSome(new Float64Array(width), 1), isFixed ? most : 1, options);
  return {
    input: {
      shape,
      ...(options.features === undefined ? {} : { features: options.features }),
      ...(options.domain === undefined ? {} : { domain: options.domain }),
    },
    output: outputs.spec,
    predict: async (rows) => {
      if (rows.width !== width || rows.data.length !== rows.count * width)
        throw modelsErrors.wrongInput(
          `Rows of ${rows.width} numbers were given to a model that takes ${width}.`,
        );
      const labels = new Int32Array(rows.count);
      const scores =
        outputs.scores === undefined ? undefined : new Float64Array(rows.count * outputs.spec.width);
      for (let from = 0; from < rows.count; from += most) {
        const count = Math.min(most, rows.count - from);
        const answer = await runSome(rows.data.subarray(from * width, (from + count) * width), count);
        readInto(outputs, answer, from, count, labels, scores);
      }
      return { count: rows.count, labels, ...(scores === undefined ? {} : { scores }) };
    },
  };
}

function readInto(
  outputs: Outputs,
  answer: ReadonlyMap<string, Tensor>,
  from: number,
  count: number,
  labels: Int32Array,
  scores: Float64Array | undefined,
): void {
  const { width } = outputs.spec;
  const told = answer.get(outputs.scores ?? "");
  if (scores !== undefined && told !== undefined && told.type !== "string") {
    if (!outputs.isOne) scores.set(told.data.subarray(0, count * width), from * width);
    else
      for (let row = 0; row < count; row++) {
        const value = told.data[row] ?? NaN;
        scores[(from + row) * width] = 1 - value;
        scores[(from + row) * width + 1] = value;
      }
  }
  const own = answer.get(outputs.labels ?? "");
  for (let row = 0; row < count; row++) {
    const at = (from + row) * width;
    const isNaN = scores?.subarray(at, at + width).some((score) => Number.isNaN(score)) ?? false;
    labels[from + row] = isNaN
      ? -1
      : own === undefined
        ? largest(scores, at, width)
        : outputs.labelAt(own.data[row]);
  }
}

/** The place of the largest of some scores, the first of equal ones; of vectors and values, 0. */
function largest(scores: Float64Array | undefined, at: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i++) if ((scores?.[at + i] ?? 0) > (scores?.[at + best] ?? 0)) best = i;
  return best;
}
