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
const step = 1e-5;
/** What single precision may add, as a share of the steepest gradient seen: a sure model's gradients are all rounding. */
const rounding = 1e-5;

/** One coordinate of one row: the gradient that was built, and the differences to either side in float64. */
interface Look {
  readonly built: number;
  readonly behind: number;
  readonly ahead: number;
  readonly largest: number;
}

/**
 * Holds a gradient against central differences of the model in float64, at three random coordinates of random rows.
 * A coordinate that disagrees is passed over only where the two sides disagree with each other, which a kink within a
 * step explains, or by no more than single precision does; any other makes the gradient wrong.
 *
 * @throws MODELS_GRADIENT_WRONG where one disagrees without such a reason, or fewer than three agree
 */
export async function testGradient(
  graph: LogitsGraph,
  loss: Loss,
  gradientOf: (rows: Rows, labels: Int32Array) => Promise<{ readonly gradients: Float64Array }>,
): Promise<void> {
  const lossOf = lossInFloat64(graph, loss);
  const width = graph.shape.reduce((product, dim) => product * dim, 1);
  const random = seededRandom("bartizan.models.self-test/v1");
  const looks: Look[] = [];
  for (let attempt = 0; attempt < attempts && looks.filter(agrees).length < coordinates; attempt++) {
    const row = Float64Array.from({ length: width }, () => Math.fround(random.next()));
    const label = random.integer(graph.classes);
    const { gradients } = await gradientOf({ count: 1, width, data: row }, Int32Array.of(label));
    const largest = gradients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // A coordinate among those that matter: rounding says more than the gradient elsewhere.
    const candidates = Array.from(gradients.keys()).filter(
      (i) => Math.abs(gradients[i] ?? 0) >= 0.1 * largest,
    );
    const at = candidates[random.integer(Math.max(1, candidates.length))] ?? 0;
    const moved = (by: number): number => {
      const other = row.slice();
      other[at] = (other[at] ?? 0) + by;
      return lossOf(other, label);
    };
    const here = moved(0);
    looks.push({
      built: gradients[at] ?? NaN,
      behind: (here - moved(-step)) / step,
      ahead: (moved(step) - here) / step,
      largest,
    });
  }
  const agreed = looks.filter(agrees).length;
  const steepest = looks.reduce((most, { largest }) => Math.max(most, largest), 0);
  const wrong = looks.find((look) => !agrees(look) && !isExplained(look, steepest));
  if (wrong !== undefined)
    throw modelsErrors.gradientWrong(
      `At a random coordinate ${wrong.built} was built where differences give ${centralOf(wrong)}.`,
    );
  if (agreed < coordinates)
    throw modelsErrors.gradientWrong(
      `Of ${looks.length} random coordinates only ${agreed} can be compared: the model has a kink, or is flat, at all others.`,
    );
}

const centralOf = ({ behind, ahead }: Look): number => (behind + ahead) / 2;

function agrees(look: Look): boolean {
  const difference = centralOf(look);
  const least = 1e-6 + 1e-3 * look.largest;
  return Math.abs(look.built - difference) <= tolerance * Math.max(Math.abs(difference), least);
}

/** NaN is never explained. */
function isExplained(look: Look, steepest: number): boolean {
  const { built, behind, ahead } = look;
  if (Math.abs(ahead - behind) > 1e-3 * Math.max(Math.abs(ahead), Math.abs(behind)) + 1e-9) return true;
  return Math.abs(built - centralOf(look)) <= rounding * steepest;
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
