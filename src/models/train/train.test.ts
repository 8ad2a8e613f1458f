import { describe, expect, it } from "vitest";
import { seededRandom } from "../../stats/index.ts";
import { blobs, choices } from "./testing/blobs.ts";
import { logisticTrainer, perceptronTrainer } from "./neural.ts";
import { trainNetwork } from "./network.ts";
import { pickRows, softmax } from "./trainer.ts";
import { boostedTreesTrainer, forestTrainer } from "./trees.ts";

const shape = { count: 240, classes: 3, width: 6, noise: 0 };
const trainers = [logisticTrainer(), perceptronTrainer(), boostedTreesTrainer(), forestTrainer()];

describe.each(trainers)("the trainer $name", (trainer) => {
  it("learns what can be learned, and the same from the same seed", () => {
    const seen = blobs(seededRandom("seen"), shape);
    const fresh = blobs(seededRandom("fresh"), shape);
    const model = trainer.train(seen, seededRandom("t"));
    const chances = model(fresh.rows);
    const right = choices(chances, 3).filter((label, row) => label === fresh.labels[row]).length;
    expect(right / 240).toBeGreaterThan(0.93);
    for (let row = 0; row < 240; row++)
      expect(chances.subarray(row * 3, row * 3 + 3).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    expect(trainer.train(seen, seededRandom("t"))(fresh.rows)).toEqual(chances);
  });

  it("answers a row the same in whatever batch it comes", () => {
    const data = blobs(seededRandom("seen"), shape);
    const model = trainer.train(data, seededRandom("t"));
    const alone = model(pickRows(data, [17]).rows);
    expect(alone).toEqual(model(data.rows).slice(51, 54));
  });
});

it("trees learn what no line separates", () => {
  const random = seededRandom("xor");
  const data = Float64Array.from({ length: 800 }, () => random.next() * 2 - 1);
  const labels = Int32Array.from({ length: 400 }, (_, row) =>
    (data[row * 2] ?? 0) * (data[row * 2 + 1] ?? 0) > 0 ? 1 : 0,
  );
  const xor = { rows: { count: 400, width: 2, data }, labels, classes: 2 };
  const rightOf = (trainer: (typeof trainers)[number]): number =>
    choices(trainer.train(xor, seededRandom("t"))(xor.rows), 2).filter((label, row) => label === labels[row])
      .length;
  for (const trainer of trainers.slice(1)) expect(rightOf(trainer)).toBeGreaterThan(380);
  expect(rightOf(logisticTrainer())).toBeLessThan(280);
});

describe("a network", () => {
  const data = blobs(seededRandom("seen"), { count: 60, classes: 4, width: 5, noise: 0 });
  const options = { hidden: 7, epochs: 10, batch: 16, rate: 0.01, decay: 0 };
  const network = trainNetwork(data, options, seededRandom("n"));
  const model = network.gradients({ shape: [5] }, { kind: "score", width: 4 });

  it.each(["cross-entropy", "margin", "dlr"] as const)("gives the gradient of %s", async (loss) => {
    const rows = pickRows(data, [3, 11, 20]).rows;
    const labels = Int32Array.of(3, 0, 1);
    const { gradients } = await model.lossAndGradient(rows, labels, loss);
    for (const at of [0, 4, 7, 13]) {
      const moved = async (by: number): Promise<number> => {
        const other = { ...rows, data: rows.data.map((value, i) => (i === at ? value + by : value)) };
        return (await model.lossAndGradient(other, labels, loss)).losses[Math.floor(at / 5)] ?? NaN;
      };
      const slope = ((await moved(1e-5)) - (await moved(-1e-5))) / 2e-5;
      expect(gradients[at]).toBeCloseTo(slope, 6);
    }
  });

  it("learns chances where it is given them", () => {
    const chances = Float64Array.from({ length: 240 }, (_, i) => [0.1, 0.2, 0.3, 0.4][i % 4] ?? 0);
    const flat = trainNetwork(
      { ...data, chances },
      { ...options, hidden: 0, epochs: 200 },
      seededRandom("n"),
    );
    const told = softmax(flat.logits(data.rows), 4);
    for (let k = 0; k < 4; k++) expect(told[k]).toBeCloseTo((k + 1) / 10, 1);
  });
});
