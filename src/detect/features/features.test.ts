import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeatureRow, RandomSource } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { imageStatistics, inspectFeatures, profileFeatures, type FeatureProfile } from "./index.ts";

const normal = (random: RandomSource): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

function person(random: RandomSource): FeatureRow {
  const grams = 50_000 + Math.round(10_000 * normal(random));
  const sex = random.integer(2) === 0 ? "f" : "m";
  return {
    age: 18 + random.integer(70),
    grams,
    kilos: Math.round(grams / 100) / 10,
    sex,
    pregnant: sex === "f" && random.integer(4) === 0 ? "yes" : "no",
    member: random.integer(2) === 0,
    note: random.integer(10) === 0 ? null : `n${random.integer(1_000_000)}`,
  };
}
const people = (seed: string, count: number): FeatureRow[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => person(random));
};
const profile = profileFeatures(people("reference", 1000));
const typical = (): FeatureRow => ({
  age: 40,
  grams: 50_000,
  kilos: 50,
  sex: "f",
  pregnant: "no",
  member: true,
  note: "n7",
});
const rules = (change: FeatureRow): string[] =>
  inspectFeatures(profile, { ...typical(), ...change }).map(({ rule, feature }) => `${feature} ${rule}`);

describe("a row of features", () => {
  it.each<[FeatureRow, string[]]>([
    [{}, []],
    [{ age: 212 }, ["age out-of-range"]],
    [{ age: Number.NaN }, ["age not-finite"]],
    [{ age: Infinity }, ["age not-finite"]],
    [{ age: "40" }, ["age wrong-type"]],
    [{ age: 40.0001234 }, ["age too-precise"]],
    [{ sex: "x" }, ["sex unseen-category"]],
    [{ note: "n-never-seen" }, []],
    [{ note: null }, []],
    [{ kilos: 61 }, ["kilos impossible-pair"]],
    [{ sex: "m", pregnant: "yes" }, ["sex impossible-pair"]],
    [{ age: null }, ["age missing-feature"]],
    [{ __proto__2: 1 }, ["__proto__2 unknown-feature"]],
  ])("with %j says %j", (change, wanted) => {
    expect(rules(change)).toEqual(wanted);
  });

  it("of the same kind as the reference hardly ever signals", () => {
    const alarmed = people("others", 2000).filter((row) => inspectFeatures(profile, row).length > 0);
    expect(alarmed).toHaveLength(0);
  });

  it("covers the JSON of its value, and any row may be looked at", () => {
    const value = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("age", "sex", "__proto__", "x", "kilos"), value), (row) => {
        for (const { start, end, score, detector } of inspectFeatures(profile, row)) {
          expect([start, detector, end > 0, score > 0 && score <= 1]).toEqual([0, "features", true, true]);
        }
      }),
    );
  });

  it("is held against a profile that went through JSON", () => {
    const stored = JSON.parse(JSON.stringify(profile)) as FeatureProfile;
    expect(inspectFeatures(stored, { ...typical(), age: 212 })).toEqual(
      inspectFeatures(profile, { ...typical(), age: 212 }),
    );
    expect(() => profileFeatures(people("few", 19))).toThrow(RangeError);
  });
});

describe("an image", () => {
  const size = { width: 64, height: 64 };
  const scene = (seed: string, noise: number): number[] => {
    const random = seededRandom(seed);
    const [a, b] = [1 + random.next(), 1 + random.next()];
    return Array.from({ length: 64 * 64 }, (_, i) => {
      const [x, y] = [i % 64, Math.floor(i / 64)];
      return 128 + 60 * Math.sin((a * x) / 12) * Math.cos((b * y) / 12) + noise * normal(random);
    });
  };

  it("gives its noise about as it is", () => {
    expect(Number(imageStatistics(scene("a", 5), size)["noise"])).toBeCloseTo(5, 0);
    expect(Number(imageStatistics(scene("a", 0), size)["noise"])).toBeLessThan(1);
  });

  it("with noise, a patch or saturation is unlike its reference", () => {
    const reference = profileFeatures(
      Array.from({ length: 60 }, (_, i) => imageStatistics(scene(`r${i}`, 2), size)),
    );
    const features = (pixels: readonly number[]): string[] =>
      inspectFeatures(reference, imageStatistics(pixels, size))
        .filter(({ rule }) => rule === "out-of-range")
        .map(({ feature }) => feature);
    expect(features(scene("new", 2))).toEqual([]);
    expect(features(scene("new", 8))).toEqual(expect.arrayContaining(["highFrequency", "noise"]));
    const patched = scene("new", 2).map((pixel, i) =>
      i % 64 < 16 && i < 64 * 16 ? ((i * 7919) % 2) * 255 : pixel,
    );
    expect(features(patched)).toEqual(expect.arrayContaining(["patch", "saturated"]));
  });

  it("must have all its pixels", () => {
    expect(() => imageStatistics([1, 2, 3], size)).toThrow(RangeError);
  });
});
