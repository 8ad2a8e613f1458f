import type { GradientModel, InputSpec, Loss, OutputSpec, Rows } from "../../contracts/index.ts";
import { modelsErrors } from "../errors.ts";
import type { Model } from "../onnx/index.ts";
import { Emitter } from "../operators/index.ts";
import type { OpenModel, Session } from "../runtime/index.ts";
import { zeros, type NumberTensor, type NumberType, type Tensor } from "../tensor/index.ts";
import { differentiate } from "./backward.ts";
import { logitsGraphOf, type LogitsGraph } from "./logits-graph.ts";
import { lossNodes } from "./loss.ts";
import { testGradient } from "./self-test.ts";

export interface GradientOptions {
  /** Name of the output to differentiate, where the model has several. */
  readonly output?: string;
  /** Shape of one row, where the model does not say it. */
  readonly shape?: readonly number[];
  readonly features?: readonly string[];
  readonly domain?: { readonly low: number; readonly high: number };
  readonly classes?: readonly string[];
  /** The most rows run at a time; 1024 when absent. More are cut; no result depends on it. */
  readonly batch?: number;
}

/** A model and the graphs of its gradients, on one runtime. */
export interface OpenGradientModel extends GradientModel {
  /** How the logits were found: `probabilities` have no softmax before them and are differentiated through their logarithm. */
  readonly form: LogitsGraph["form"];
  close(): Promise<void>;
}

/**
 * Gradients of losses with respect to the rows, from the model's graph alone: the graph of the backward pass is built
 * as ONNX and run where the model runs. Softmax at the end is left off; losses are taken from the logits.
 *
 * Each graph is tested before its first use, at three random coordinates against central differences, and refused
 * where it is off by more than a hundredth.
 *
 * @throws MODELS_NO_GRADIENT naming the operator that has none (trees never have one)
 * @throws MODELS_GRADIENT_WRONG where a graph fails its test
 * @example
 * const open = await openModel("digits.onnx");
 * const gradients = await gradientModelOf(open, { domain: { low: 0, high: 1 } });
 * const { losses, gradients: rows } = await gradients.lossAndGradient(batch, labels, "cross-entropy");
 */
export async function gradientModelOf(
  open: OpenModel,
  options: GradientOptions = {},
): Promise<OpenGradientModel> {
  const graph = logitsGraphOf(open.model, options);
  // Built at once, so that an operator without a gradient is an error here and not in the middle of an attack.
  const sessions = new Map<Loss, Promise<Session>>();
  const start = async (loss: Loss): Promise<Session> => {
    const session = await open.openBeside(gradientGraph(graph, loss));
    await testGradient(graph, loss, (rows, labels) =>
      lossAndGradient(graph, session, rows, labels, options.batch),
    );
    return session;
  };
  const sessionOf = (loss: Loss): Promise<Session> => {
    const known = sessions.get(loss);
    if (known !== undefined) return known;
    if (loss === "dlr" && graph.classes < 3)
      throw modelsErrors.noGradient(
        `The difference of logits ratio needs three classes; the model has ${graph.classes}.`,
        {},
        {
          remedy: "Use the loss `margin`.",
        },
      );
    const starting = start(loss);
    sessions.set(loss, starting);
    return starting;
  };
  await sessionOf("cross-entropy");
  const plain = await open.openBeside(withTypedOutputs(graph.model, graph.type, [graph.logits]));
  const input: InputSpec = {
    shape: graph.shape,
    ...(options.features === undefined ? {} : { features: options.features }),
    ...(options.domain === undefined ? {} : { domain: options.domain }),
  };
  const output: OutputSpec = {
    kind: "score",
    width: graph.classes,
    ...(options.classes === undefined ? {} : { classes: options.classes }),
  };
  return {
    input,
    output,
    form: graph.form,
    logits: (rows) => logitsOfRows(graph, plain, rows, options.batch),
    lossAndGradient: async (rows, labels, loss) =>
      lossAndGradient(graph, await sessionOf(loss), rows, labels, options.batch),
    close: async () => {
      await plain.close();
      for (const session of sessions.values())
        await session.then(
          (one) => one.close(),
          () => undefined,
        );
    },
  };
}

const names = { labels: "labels", losses: "losses", gradients: "gradients" };

/** The graph from rows and one-hot labels to losses and gradients. */
function gradientGraph({ model, seen, input, type, logits, classes }: LogitsGraph, loss: Loss): Model {
  const emit = new Emitter(`${loss}/`);
  const { losses, gradient } = lossNodes(emit, loss, logits, names.labels, type);
  const { graph, gradients } = differentiate(model, seen, new Map([[logits, gradient]]), [input.name]);
  const found = gradients.get(input.name);
  if (found === undefined)
    throw modelsErrors.noGradient(
      "The answer does not depend on the rows in a way that can be differentiated.",
    );
  const renaming = new Emitter(`${loss}/out/`);
  renaming.as(names.losses, "Identity", [losses]);
  renaming.as(names.gradients, "Identity", [found]);
  // The nodes of the loss come before those of the gradient, which read them.
  const forward = graph.nodes.slice(0, model.graph.nodes.length);
  const backward = graph.nodes.slice(model.graph.nodes.length);
  return withTypedOutputs(
    {
      ...model,
      graph: {
        ...graph,
        name: `${loss} of ${model.graph.name}`,
        nodes: [...forward, ...emit.nodes, ...backward, ...renaming.nodes],
        initializers: new Map([...graph.initializers, ...emit.initializers]),
        inputs: [...graph.inputs, { name: names.labels, type, shape: ["rows", classes] }],
      },
    },
    type,
    [names.losses, names.gradients],
  );
}

const withTypedOutputs = (model: Model, type: NumberType, outputs: readonly string[]): Model => ({
  ...model,
  graph: { ...model.graph, outputs: outputs.map((name) => ({ name, type })) },
});

/** Rows `from` to before `to` as the model takes them; filled up by zeros where it takes a fixed number. */
function rowsTensor(graph: LogitsGraph, rows: Rows, from: number, to: number): NumberTensor {
  const tensor = zeros(graph.type, [graph.fixedRows ?? to - from, ...graph.shape]);
  tensor.data.set(rows.data.subarray(from * rows.width, to * rows.width));
  return tensor;
}

async function inBatches(
  graph: LogitsGraph,
  rows: Rows,
  batch: number | undefined,
  run: (feeds: Map<string, Tensor>, from: number, to: number, held: number) => Promise<void>,
): Promise<void> {
  const width = graph.shape.reduce((product, dim) => product * dim, 1);
  if (rows.width !== width || rows.data.length !== rows.count * width)
    throw modelsErrors.wrongInput(`Rows of ${rows.width} numbers were given to a model that takes ${width}.`);
  const most = graph.fixedRows ?? batch ?? 1024;
  for (let from = 0; from < rows.count; from += most) {
    const to = Math.min(rows.count, from + most);
    const tensor = rowsTensor(graph, rows, from, to);
    await run(new Map([[graph.input.name, tensor]]), from, to, tensor.shape[0] ?? 0);
  }
}

async function logitsOfRows(
  graph: LogitsGraph,
  session: Session,
  rows: Rows,
  batch?: number,
): Promise<Float64Array> {
  const logits = new Float64Array(rows.count * graph.classes);
  await inBatches(graph, rows, batch, async (feeds, from, to) => {
    const answer = await session.run(feeds, [graph.logits]);
    copy(answer.get(graph.logits), logits, from * graph.classes, (to - from) * graph.classes);
  });
  return logits;
}

async function lossAndGradient(
  graph: LogitsGraph,
  session: Session,
  rows: Rows,
  labels: Int32Array,
  batch?: number,
): Promise<{ readonly losses: Float64Array; readonly gradients: Float64Array }> {
  if (labels.length !== rows.count)
    throw modelsErrors.wrongInput(`${labels.length} labels were given for ${rows.count} rows.`);
  const losses = new Float64Array(rows.count);
  const gradients = new Float64Array(rows.count * rows.width);
  await inBatches(graph, rows, batch, async (feeds, from, to, held) => {
    const right = zeros(graph.type, [held, graph.classes]);
    for (let row = from; row < to; row++) {
      const label = labels[row] ?? -1;
      if (!(label >= 0 && label < graph.classes))
        throw modelsErrors.wrongInput(
          `Row ${row} has the label ${label}; the model knows 0 to ${graph.classes - 1}.`,
        );
      right.data[(row - from) * graph.classes + label] = 1;
    }
    // Rows that only fill up are of the first class: their results are left out.
    for (let row = to - from; row < held; row++) right.data[row * graph.classes] = 1;
    const answer = await session.run(feeds.set(names.labels, right), [names.losses, names.gradients]);
    copy(answer.get(names.losses), losses, from, to - from);
    copy(answer.get(names.gradients), gradients, from * rows.width, (to - from) * rows.width);
  });
  return { losses, gradients };
}

function copy(from: Tensor | undefined, to: Float64Array, at: number, count: number): void {
  if (from === undefined || from.type === "string" || from.data.length < count)
    throw modelsErrors.runFailed("The runtime gave fewer numbers than there are rows.");
  to.set(from.data.subarray(0, count), at);
}
