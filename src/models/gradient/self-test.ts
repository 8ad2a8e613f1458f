import type { Loss, Rows } from "../../contracts/index.ts";
import { modelsErrors } from "../errors.ts";
import { interpreterOf } from "../interpreter/index.ts";
import { Emitter } from "../operators/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { tensorOf } from "../tensor/index.ts";
import type { LogitsGraph } from "./logits-graph.ts";
import { lossNodes } from "./loss.ts";

const tolerance = 1e-2;
const coordinates = 3;
/** Kinks of the model near a point make differences mean nothing there; other points are tried. */
const attempts = 12;

/**
 * Holds a gradient against central differences of the model in float64, at three random coordinates of random rows.
 *
 * @throws MODELS_GRADIENT_WRONG where three do not agree to one part in a hundred
 */
export async function testGradient(
  graph: LogitsGraph,
  loss: Loss,
  gradientOf: (rows: Rows, labels: Int32Array) => Promise<{ readonly gradients: Float64Array }>,
): Promise<void> {
  const lossOf = lossInFloat64(graph, loss);
  const width = graph.shape.reduce((product, dim) => product * dim, 1);
  const random = seededRandom("bartizan.models.self-test/v1");
  let agreed = 0;
  let worst = "";
  for (let attempt = 0; attempt < attempts && agreed < coordinates; attempt++) {
    const row = Float64Array.from({ length: width }, () => Math.fround(random.next()));
    const label = random.integer(graph.classes);
    const { gradients } = await gradientOf({ count: 1, width, data: row }, Int32Array.of(label));
    const largest = gradients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // A coordinate among those that matter: rounding says more than the gradient elsewhere.
    const candidates = Array.from(gradients.keys()).filter(
      (i) => Math.abs(gradients[i] ?? 0) >= 0.1 * largest,
    );
    const at = candidates[random.integer(Math.max(1, candidates.length))] ?? 0;
    const step = 1e-5;
    const moved = (by: number): number => {
      const other = row.slice();
      other[at] = (other[at] ?? 0) + by;
      return lossOf(other, label);
    };
    const difference = (moved(step) - moved(-step)) / (2 * step);
    const built = gradients[at] ?? NaN;
    const apart = Math.abs(built - difference);
    if (apart <= tolerance * Math.max(Math.abs(difference), 1e-6 + 1e-3 * largest)) agreed += 1;
    else worst = `${built} was built where differences give ${difference}`;
  }
  if (agreed < coordinates)
    throw modelsErrors.gradientWrong(`Of ${attempts} random coordinates only ${agreed} agree: ${worst}.`);
}

function lossInFloat64(graph: LogitsGraph, loss: Loss): (row: Float64Array, label: number) => number {
  const emit = new Emitter("test/");
  const { losses } = lossNodes(emit, loss, graph.logits, "labels", graph.type);
  const { model } = graph;
  const run = interpreterOf(
    {
      ...model,
      graph: {
        ...model.graph,
        nodes: [...model.graph.nodes, ...emit.nodes],
        initializers: new Map([...model.graph.initializers, ...emit.initializers]),
        outputs: [{ name: losses }],
      },
    },
    { wide: true },
  );
  return (row, label) => {
    const rows = graph.fixedRows ?? 1;
    const data = new Float64Array(rows * row.length);
    data.set(row);
    const labels = new Float64Array(rows * graph.classes);
    for (let i = 0; i < rows; i++) labels[i * graph.classes + (i === 0 ? label : 0)] = 1;
    const answer = run(
      new Map([
        // Stored as float64: rounding to float32 would drown the differences.
        [graph.input.name, { type: graph.type, shape: [rows, ...graph.shape], data }],
        ["labels", tensorOf("float64", [rows, graph.classes], labels)],
      ]),
    ).get(losses);
    return answer === undefined || answer.type === "string" ? NaN : (answer.data[0] ?? NaN);
  };
}
