import type {
  ModelCheck,
  ModelFacts,
  Predictions,
  Rows,
  UnitContext,
  UnitRecord,
} from "../../../contracts/index.ts";
import { permutation, seededRandom } from "../../../stats/index.ts";
import { apgd, constraintsOf, type Example } from "../../robustness/index.ts";
import { stealLinear } from "../linear/steal-linear.ts";
import { replay } from "../replay/replay.ts";
import { theftDetectors } from "../replay/guard-detectors.ts";
import { steal } from "../steal.ts";
import { active, mixup, realRows, uniform, type QueryStrategy } from "../strategies/index.ts";
import { perceptronStudent } from "../students/index.ts";
import { transferFromCopy } from "../transfer.ts";
import { concludeTheft } from "./conclude-theft.ts";

const checkpoints = [100, 300, 1000] as const;
const budget = 1000;
const mostHeldOut = 500;
const mostTransferred = 100;
/** As a share of the span of the domain. */
const transferRadius = 0.1;
const mostFeatures = 4096;

const strategies: ReadonlyMap<string, () => QueryStrategy> = new Map([
  ["real-rows", () => realRows()],
  ["mixup", () => mixup()],
  ["uniform", () => uniform()],
  ["active", () => active({ by: "margin", among: mixup() })],
]);

/** How well a thief copies the model by asking it. One unit is one way of choosing what to ask. */
export const check: ModelCheck = {
  id: "extraction/theft",
  version: "1.0.0",
  title: "Theft of the model by queries",
  about:
    "Asks up to a thousand rows in several ways, trains a copy on the answers, and tells on how many other rows it agrees; attacks made on the copy are sent to the model, and what was asked is replayed before the guard's detectors.",
  needs: { outputs: ["score", "label"], examples: 40 },
  covers: ["extraction-budget"],
  references: ["AML.T0024.002", "AML.T0005.001", "arXiv:1609.02943", "arXiv:1812.02766"],
  plan: (facts) => {
    const width = widthOf(facts);
    const heldOut = Math.min(mostHeldOut, Math.floor(facts.examples / 2));
    const all = [...strategies.keys(), ...(facts.output.kind === "score" ? ["linear"] : [])];
    const small = width <= mostFeatures;
    return {
      units: small ? all : [],
      queriesPerUnit: Math.max(
        budget + heldOut + 2 * Math.min(mostTransferred, heldOut),
        width + 1 + heldOut,
      ),
      settings: { checkpoints: [...checkpoints], transferRadius },
      leftOut: small
        ? []
        : all.map((unit) => ({
            unit,
            reason: `rows of ${width} numbers are beyond the small copies made here`,
          })),
    };
  },
  examine,
  conclude: concludeTheft,
};

const widthOf = ({ input }: Pick<ModelFacts, "input">): number =>
  input.shape.reduce((product, dim) => product * dim, 1);

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { model, random, signal, facts } = context;
  const { seeds, heldOut, examples } = partsOf(context);
  const predict = (rows: Rows): Promise<Predictions> => model.predict(rows, context);
  const { input, output } = model;
  if (unit === "linear") {
    const { exact, queries, agree, checked } = await stealLinear({
      input,
      output,
      predict,
      base: seeds.data.slice(0, seeds.width),
      check: heldOut,
    });
    return {
      unit,
      outcome: "measured",
      queries: queries + checked,
      detail: { linear: { exact, queries, agree, checked } },
    };
  }
  const strategy = strategies.get(unit)?.();
  if (strategy === undefined) throw new TypeError(`${unit} is no way of stealing`);
  const { labels } = await predict(heldOut);
  const theft = await steal({
    input,
    output,
    predict,
    seeds,
    strategy,
    student: perceptronStudent(),
    checkpoints,
    heldOut: { rows: heldOut, labels },
    random,
    confidence: facts.confidence,
    signal,
  });
  const span = input.domain === undefined ? undefined : input.domain.high - input.domain.low;
  const transfer =
    span === undefined
      ? undefined
      : await transferFromCopy({
          copy: theft.copy,
          model: { input, output, predict },
          examples,
          attack: apgd({
            epsilon: transferRadius * span,
            loss: "cross-entropy",
            iterations: 20,
            restarts: 1,
          }),
          constraints: constraintsOf(input),
          random: random.derive("transfer"),
          confidence: facts.confidence,
          signal,
        });
  const detectors = await theftDetectors(input, heldOut);
  const noticed = Object.fromEntries(
    detectors.map((detector) => {
      const first = Math.min(...Object.values(replay(detector, theft.stream, { input })));
      return [detector.id, Number.isFinite(first) ? first : 0];
    }),
  );
  return {
    unit,
    outcome: "measured",
    queries: budget + heldOut.count + (transfer === undefined ? 0 : 2 * examples.length),
    detail: {
      strategy: unit,
      student: theft.student,
      points: theft.points.map(({ queries, fidelity }) => ({
        queries,
        agree: fidelity.agree,
        n: fidelity.n,
      })),
      ...(transfer === undefined ? {} : { transfer: { turned: transfer.turned, n: transfer.n } }),
      noticed,
    },
  };
}

/** Half of the test rows are the thief's own, the others tell how good the copy is: the same halves for every way. */
function partsOf({ data }: UnitContext): {
  readonly seeds: Rows;
  readonly heldOut: Rows;
  readonly examples: readonly Example[];
} {
  const { rows, labels } = data.test;
  const order = permutation(rows.count, seededRandom("halves of test rows"));
  const half = Math.ceil(rows.count / 2);
  const kept = order.slice(half, half + mostHeldOut);
  return {
    seeds: pick(rows, order.slice(0, half)),
    heldOut: pick(rows, kept),
    examples: kept.slice(0, mostTransferred).map((at) => ({
      id: `test-${at}`,
      row: rows.data.slice(at * rows.width, (at + 1) * rows.width),
      label: labels[at] ?? -1,
    })),
  };
}

function pick({ width, data }: Rows, chosen: readonly number[]): Rows {
  const picked = new Float64Array(chosen.length * width);
  chosen.forEach((at, i) => picked.set(data.subarray(at * width, (at + 1) * width), i * width));
  return { count: chosen.length, width, data: picked };
}
