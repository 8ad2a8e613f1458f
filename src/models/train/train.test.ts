import { describe, expect, it } from "vitest";
import { seededRandom } from "../../stats/index.ts";
import { blobs, choices } from "./testing/blobs.ts";
import { logisticTrainer, perceptronTrainer } from "./neural.ts";
import { pickRows } from "./trainer.ts";
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
