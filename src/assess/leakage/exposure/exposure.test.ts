import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { WittenBell } from "../testing/witten-bell.ts";
import { insertCanaries, planCanaries, referenceSecrets } from "./canary-plan.ts";
import { exactExposure, extrapolatedExposure, sampledExposure } from "./exposure.ts";

const format = { text: "the pin is {}", alphabet: "0123456789", length: 6 };
const secret = 739146;

/** Ordinary text with numbers in it, so that digits follow digits without any secret. */
function documents(): readonly string[] {
  const random = seededRandom("ordinary text");
  const things = ["the order", "the room", "the bus", "the parcel", "the ticket", "the pin"];
  return Array.from({ length: 60 }, () => {
    const thing = things[random.integer(things.length - 1)] ?? "";
    return `${thing} is ${random.integer(10 ** (1 + random.integer(4)))} today. `;
  });
}

function lossesAfter(copies: number): Float64Array {
  const texts = [...documents(), ...Array.from({ length: copies }, () => `the pin is ${secret}. `)];
  return new WittenBell([texts.join("")], 6, 40).losses("the pin is ", format.alphabet, format.length);
}

describe("exposure", () => {
  it("has the values of TensorFlow Privacy where references are 1 to 16", () => {
    const references = Float64Array.from({ length: 16 }, (_, i) => i + 1);
    const bits = [0, 0.1, 20, 3.5].map((value) => sampledExposure(references, value).bits);
    expect(bits).toEqual([4, 4, 4 - Math.log2(17), 2]);
  });

  it("is bounded from below, at 2,000 references by 9.4 bits", () => {
    const references = Float64Array.from({ length: 2000 }, (_, i) => i + 1);
    const { low, cap } = sampledExposure(references, 0);
    expect(low).toBeCloseTo(9.38, 2);
    expect(cap).toBeCloseTo(10.97, 2);
    expect(sampledExposure(references, 2001).low).toBe(0);
  });

  it("of a secret among a million is all 19.93 bits after one copy, and near nothing after none", () => {
    const without = lossesAfter(0);
    const once = lossesAfter(1);
    const exact = exactExposure(once, once[secret] ?? NaN);
    expect(exact).toMatchObject({ rank: 1, candidates: 1_000_000 });
    expect(exact.bits).toBeCloseTo(19.93, 2);
    expect(exactExposure(without, without[secret] ?? NaN).bits).toBeLessThan(3);
    for (const copies of [2, 4]) {
      const more = lossesAfter(copies);
      expect(exactExposure(more, more[secret] ?? NaN)).toMatchObject({ rank: 1 });
    }
    const random = seededRandom("references");
    const sample = Float64Array.from({ length: 2000 }, () => once[random.integer(1_000_000)] ?? NaN);
    const sampled = sampledExposure(sample, once[secret] ?? NaN);
    expect(sampled.bits).toBeCloseTo(10.97, 2);
    expect(sampled.low).toBeLessThan(exact.bits);
    // Far out in the tail the fit is honest about itself, and does not underflow.
    const beyond = extrapolatedExposure(sample, once[secret] ?? NaN);
    expect(beyond.bits).toBeGreaterThan(sampled.bits);
    expect(Number.isFinite(extrapolatedExposure(sample, -1e4).bits)).toBe(true);
  });

  it("of a model that tells nothing apart is nothing", () => {
    const flat = new Float64Array(64).fill(3);
    expect(exactExposure(flat, 3).bits).toBe(0);
    expect(() => extrapolatedExposure(flat, 3)).toThrow(RangeError);
    expect(() => exactExposure(Float64Array.of(1, NaN), 1)).toThrow(/numbers/);
  });

  it("says whether the fitted curve fits", () => {
    const random = seededRandom("two humps");
    const normal = (): number => Array.from({ length: 12 }, () => random.next()).reduce((a, b) => a + b, -6);
    const one = Float64Array.from({ length: 800 }, () => normal());
    const two = Float64Array.from({ length: 800 }, (_, i) => normal() + (i % 2) * 9);
    expect(extrapolatedExposure(one, -3).fits).toBe(true);
    expect(extrapolatedExposure(two, -3).fits).toBe(false);
  });
});

describe("a plan of canaries", () => {
  const plan = planCanaries(format, { copies: [1, 4], each: 3, documents: 50 }, seededRandom("plan"));

  it("is the same for the same seed, with controls that are never planted", () => {
    expect(planCanaries(format, { copies: [1, 4], each: 3, documents: 50 }, seededRandom("plan"))).toEqual(
      plan,
    );
    expect(plan.canaries.map(({ copies }) => copies)).toEqual([0, 0, 0, 1, 1, 1, 4, 4, 4]);
    expect(plan.bits).toBeCloseTo(19.93, 2);
  });

  it("puts every copy into the data and leaves the rest in order", () => {
    const data = Array.from({ length: 50 }, (_, i) => `document ${i}`);
    const planted = insertCanaries(data, plan);
    expect(planted.filter((text) => text.startsWith("document"))).toEqual(data);
    for (const { text, copies } of plan.canaries)
      expect(planted.filter((other) => other === text)).toHaveLength(copies);
  });

  it("has references of the same shape, all different and no canary, also when nearly all are wanted", () => {
    const small = planCanaries(
      { ...format, length: 2 },
      { copies: [1], each: 2, documents: 5 },
      seededRandom("small"),
    );
    for (const count of [5, 96]) {
      const references = referenceSecrets(small, count, seededRandom("r"));
      expect(new Set(references).size).toBe(count);
      expect(references.every((text) => /^\d\d$/.test(text))).toBe(true);
      for (const { secret: own } of small.canaries) expect(references).not.toContain(own);
    }
    expect(() => referenceSecrets(small, 97, seededRandom("r"))).toThrow(/other candidates/);
  });

  it("is refused where the shape has too few candidates or no place for the secret", () => {
    const plan2 = { copies: [1], each: 10, documents: 5 };
    expect(() => planCanaries({ ...format, length: 1 }, plan2, seededRandom("x"))).toThrow(/more candidates/);
    expect(() => planCanaries({ ...format, text: "no place" }, plan2, seededRandom("x"))).toThrow(
      /one `\{\}`/,
    );
  });
});
