import { describe, expect, it } from "vitest";
import { forestTrainer } from "../../models/train/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { constraintsOf, pgd } from "../robustness/index.ts";
import {
  mixup,
  perceptronStudent,
  realRows,
  steal,
  trainerStudent,
  transferFromCopy,
  type Copy,
} from "./index.ts";
import { victim } from "./testing/victim.ts";

const digits = victim("digits");
const { input, output, correct } = digits.fixture;
const examples = correct.slice(0, 60);

const copyBy = async (queries: number, good: boolean): Promise<Copy> => {
  const theft = await steal({
    input,
    output: { ...output, kind: "label" },
    predict: digits.labels,
    seeds: good ? digits.some(1347, "all") : digits.some(10, "few"),
    strategy: good ? realRows() : mixup(),
    student: perceptronStudent(),
    checkpoints: [queries],
    heldOut: digits.heldOut,
    random: seededRandom("thief"),
  });
  return theft.copy;
};
const rateOf = (copy: Copy, epsilon: number) =>
  transferFromCopy({
    copy,
    model: { input, output: { ...output, kind: "label" }, predict: digits.labels },
    examples,
    attack: pgd({ epsilon, restarts: 1 }),
    constraints: constraintsOf(input),
    random: seededRandom("transfer"),
  });

describe("adversarial rows made on a copy", () => {
  it("fool the model, the more the better the copy", async () => {
    const [good, bad] = [
      await rateOf(await copyBy(600, true), 0.15),
      await rateOf(await copyBy(20, false), 0.15),
    ];
    expect(good.n).toBe(60);
    expect(good.interval.low).toBeGreaterThan(0.5);
    expect(good.value).toBeGreaterThan(bad.value);
    expect(good.records.every(({ queries }) => queries <= 2)).toBe(true);
    expect(good.records.every(({ distances }) => (distances?.linf ?? 0) <= 0.15 + 1e-9)).toBe(true);
  });

  it("are none without a radius to move in", async () => {
    const still = await rateOf(await copyBy(300, true), 1e-9);
    expect([still.turned, still.n]).toEqual([0, 60]);
  });

  it("need gradients where the attack does", async () => {
    const copy = trainerStudent(forestTrainer({ trees: 1 })).train(
      { rows: digits.heldOut.rows, labels: digits.heldOut.labels, classes: 10 },
      seededRandom("t"),
      input,
    );
    await expect(rateOf(copy, 0.1)).rejects.toThrow("gradients");
  });
});
