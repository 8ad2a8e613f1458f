import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../stats/index.ts";
import { blobs, choices } from "../../testing/blobs.ts";
import { assessMembership } from "../assess-membership.ts";
import { labelOnlyGap } from "../label-only.ts";
import { confidencesOf } from "../shadow-outputs.ts";
import { logisticTrainer, perceptronTrainer } from "./neural.ts";
import { pickRows } from "./trainer.ts";
import { trainShadows } from "./train-shadows.ts";
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

describe("membership with shadows trained here", () => {
  const data = blobs(seededRandom("audit"), { count: 400, classes: 3, width: 6, noise: 0.4 });
  const members = Uint8Array.from({ length: 400 }, (_, row) => (row % 4 < 2 ? 1 : 0));
  const seen = [...members.keys()].filter((row) => members[row] === 1);
  const audited = forestTrainer().train(pickRows(data, seen), seededRandom("audited"));

  it("puts every row into half of the shadows", async () => {
    const shadows = await trainShadows(
      logisticTrainer({ epochs: 1 }),
      data,
      { shadows: 6 },
      seededRandom("s"),
    );
    for (let row = 0; row < 400; row++) {
      let times = 0;
      for (let model = 0; model < 6; model++) times += shadows.members[model * 400 + row] ?? 0;
      expect(times).toBe(3);
    }
  });

  it("finds who an overfitted forest was trained on", async () => {
    const shadows = await trainShadows(forestTrainer(), data, { shadows: 8 }, seededRandom("s"));
    const logits = confidencesOf(audited(data.rows), 3, data.labels);
    const results = assessMembership({ logits, members }, shadows, { rates: [0.1] });
    for (const { attack, areaInterval } of results)
      expect([attack, areaInterval.low > 0.7]).toEqual([attack, true]);
    expect(results[1]?.atLowRates[0]?.kind).toBe("measured");
  });

  it("shows as a gap of labels alone as well, and does not where nothing was learned by heart", () => {
    const right = choices(audited(data.rows), 3).map((label, row) => Number(label === data.labels[row]));
    expect(labelOnlyGap(Uint8Array.from(right), members).interval.low).toBeGreaterThan(0.1);
    const stump = logisticTrainer().train(pickRows(data, seen), seededRandom("line"));
    const flat = choices(stump(data.rows), 3).map((label, row) => Number(label === data.labels[row]));
    expect(labelOnlyGap(Uint8Array.from(flat), members).interval.low).toBeLessThan(0.05);
  });

  it("refuses odd numbers of shadows and stops when it is told to", async () => {
    const train = (shadows: number, signal: AbortSignal) =>
      trainShadows(logisticTrainer(), data, { shadows, signal }, seededRandom("s"));
    await expect(train(3, new AbortController().signal)).rejects.toThrow(/even number/);
    await expect(train(4, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});
