import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { constraintsOf } from "../constraints/index.ts";
import { runAttack } from "../run/index.ts";
import { attackSuccess } from "../summary/index.ts";
import { fixture } from "../testing/fixture.ts";
import { patchAttack, trainPatch, transform, transformationAttack, usualTransformations } from "./index.ts";

const picture = { channels: 1, height: 4, width: 4 };
const look = { picture, low: 0, high: 1, random: seededRandom("look") };
const sketch = Float64Array.from({ length: 16 }, (_, i) => i / 16);

describe("transformations of pictures", () => {
  it("turn by a quarter exactly, and back again", () => {
    const turned = transform(sketch, { kind: "rotation", degrees: 90 }, look);
    expect(turned[0]).toBeCloseTo(sketch[3] ?? NaN, 12);
    const back = transform(turned, { kind: "rotation", degrees: -90 }, look);
    back.forEach((value, i) => expect(value).toBeCloseTo(sketch[i] ?? NaN, 12));
  });

  it("shift whole pixels and fill with the low end", () => {
    const moved = transform(sketch, { kind: "shift", down: 1, right: 0 }, look);
    expect(moved.subarray(0, 4)).toEqual(new Float64Array(4));
    expect(moved.subarray(4)).toEqual(sketch.subarray(0, 12));
  });

  it("blur keeps even pictures even, and contrast stays in the domain", () => {
    const even = new Float64Array(16).fill(0.3);
    transform(even, { kind: "blur", sigma: 1 }, look).forEach((value) => expect(value).toBeCloseTo(0.3, 12));
    const hard = transform(sketch, { kind: "contrast", factor: 9 }, look);
    expect([Math.min(...hard), Math.max(...hard)]).toEqual([0, 1]);
  });
});

describe("attacks by transformation", () => {
  const { model, input, output, correct } = fixture("digits");
  const run = {
    model,
    input,
    output,
    random: seededRandom("pictures"),
    budget: 100,
    constraints: constraintsOf(input),
  };

  it("say which transformation it was, and count what was asked", async () => {
    const records = await runAttack(transformationAttack("rotation", usualTransformations[0] ?? [], [8, 8]), {
      ...run,
      examples: correct,
    });
    const fallen = records.filter(({ outcome }) => outcome === "success");
    expect(fallen.length).toBeGreaterThan(5);
    expect(fallen.every(({ note }) => /^rotated by -?\d+°$/u.test(note ?? ""))).toBe(true);
    expect(
      records.filter(({ outcome }) => outcome !== "success").every(({ queries }) => queries === 11),
    ).toBe(true);
  });

  it("do not begin on rows that are no pictures", async () => {
    const [record] = await runAttack(transformationAttack("rotation", usualTransformations[0] ?? []), {
      ...run,
      examples: correct.slice(0, 1),
    });
    expect(record).toMatchObject({ outcome: "init-failed", note: "the model's rows are no pictures" });
  });

  it("mislead with one trained patch on pictures it was not trained on, far oftener than a grey one", async () => {
    const at = { picture: { channels: 1, height: 8, width: 8 }, top: 2, left: 2, side: 3 };
    const patch = await trainPatch(model.gradients, correct.slice(0, 50), at, {
      random: seededRandom("patch"),
      low: 0,
      high: 1,
    });
    const examples = correct.slice(50);
    const trained = attackSuccess(await runAttack(patchAttack(patch), { ...run, examples }));
    const grey = { ...patch, values: new Float64Array(9).fill(0.5) };
    const plain = attackSuccess(await runAttack(patchAttack(grey), { ...run, examples }));
    expect(trained.rate).toBeGreaterThan(plain.rate + 0.2);
  });
});
