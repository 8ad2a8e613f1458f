import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { clopperPearson, seededRandom } from "../../../stats/index.ts";
import { compareFingerprints } from "./compare.ts";
import { discrepancy, permutationTest } from "./discrepancy.ts";
import { answerLength, encodeFingerprint, keptAnswer, readFingerprint } from "./document.ts";
import { hammingKernel, kernelMatrix, paddedPoints } from "./kernel.ts";
import { fingerprintProbes, probeSetDigest } from "./probes.ts";
import { toyFingerprint } from "./testing/toy-model.ts";

const points = (text: string): Int32Array => paddedPoints(text, 8);

describe("the Hamming kernel", () => {
  it("is the share of places that agree, padding included, over code points and not units", () => {
    expect(hammingKernel(points("abcd"), points("abXd"))).toBe(7 / 8);
    expect(hammingKernel(points("😀b"), points("😁b"))).toBe(7 / 8);
    expect(hammingKernel(points(""), points("abcdefgh"))).toBe(0);
    expect(hammingKernel(points("abcdefghZZ"), points("abcdefghYY"))).toBe(1);
  });
});

/** The definition: answers with their prompts, the kernel 0 across prompts, all pairs summed. */
function naive(first: readonly (readonly string[])[], second: readonly (readonly string[])[]): number {
  const kernel = (p: number, a: string, q: number, b: string): number => {
    if (p !== q) return 0;
    const [x, y] = [a, b].map((text) => Array.from(text.padEnd(8, "\u0000")).slice(0, 8));
    return (x ?? []).filter((character, i) => character === y?.[i]).length / 8;
  };
  let sum = 0;
  for (const [p, xs] of first.entries()) {
    const ys = second[p] ?? [];
    for (const [i, a] of xs.entries())
      for (const [j, b] of xs.entries())
        if (i !== j) sum += kernel(p, a, p, b) / (xs.length * (xs.length - 1));
    for (const [i, a] of ys.entries())
      for (const [j, b] of ys.entries())
        if (i !== j) sum += kernel(p, a, p, b) / (ys.length * (ys.length - 1));
    for (const [q, others] of second.entries())
      for (const a of xs) for (const b of others) sum -= (2 * kernel(p, a, q, b)) / (xs.length * ys.length);
  }
  return sum / first.length;
}

const strataOf = (first: readonly (readonly string[])[], second: readonly (readonly string[])[]) =>
  first.map((xs, p) => ({
    kernel: kernelMatrix([...xs, ...(second[p] ?? [])].map(points)),
    first: xs.length,
  }));

const texts = fc.array(fc.array(fc.string({ maxLength: 6 }), { minLength: 2, maxLength: 4 }), {
  minLength: 3,
  maxLength: 3,
});

describe("MMD²", () => {
  it("is what its definition gives, pair by pair", () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        expect(discrepancy(strataOf(first, second))).toBeCloseTo(naive(first, second), 12);
      }),
      { numRuns: 200 },
    );
  });

  it("gives exact values and a p-value that all 400 divisions of two prompts confirm", () => {
    const [first, second] = [
      [
        ["aaaa", "aaab", "aabb"],
        ["tea", "tea", "ten"],
      ],
      [
        ["bbbb", "bbba", "aabb"],
        ["coffee", "tea", "cocoa"],
      ],
    ];
    const strata = strataOf(first, second);
    const observed = discrepancy(strata);
    expect(observed).toBeCloseTo(naive(first, second), 12);
    let asLarge = 0;
    for (const a of threeOfSix())
      for (const b of threeOfSix()) {
        const dealt = [dealtAs(first[0], second[0], a), dealtAs(first[1], second[1], b)];
        if (
          naive(
            dealt.map(([x]) => x),
            dealt.map(([, y]) => y),
          ) >=
          observed - 1e-12
        )
          asLarge += 1;
      }
    const { p } = permutationTest(strata, 20_000, seededRandom("exact"));
    expect(Math.abs(p - asLarge / 400)).toBeLessThan(0.015);
  });
});

function threeOfSix(): number[][] {
  const all = [0, 1, 2, 3, 4, 5];
  return all.flatMap((a) => all.flatMap((b) => all.flatMap((c) => (a < b && b < c ? [[a, b, c]] : []))));
}
function dealtAs(
  x: readonly string[] = [],
  y: readonly string[] = [],
  chosen: readonly number[],
): [string[], string[]] {
  const pool = [...x, ...y];
  return [chosen.map((i) => pool[i] ?? ""), pool.filter((_, i) => !chosen.includes(i))];
}

describe("comparing fingerprints", () => {
  it("of one model raises a false alarm no more often than its level says", async () => {
    const level = 0.2;
    const runs = 60;
    let alarms = 0;
    for (let i = 0; i < runs; i++) {
      const random = seededRandom(`null ${i}`);
      const [a, b] = [
        await toyFingerprint(random, { samples: 4, canaryRepeats: 0 }),
        await toyFingerprint(random, { samples: 4, canaryRepeats: 0 }),
      ];
      const { verdict } = compareFingerprints(a, b, { level, rounds: 99, seed: `${i}` });
      alarms += Number(verdict === "changed");
    }
    expect(alarms).toBeGreaterThan(0);
    expect(clopperPearson(alarms, runs, 0.999).low).toBeLessThanOrEqual(level / 2);
  });

  it("sees that another model answers, and also where it answers part of the questions only", async () => {
    const random = seededRandom("swap");
    const enrolled = await toyFingerprint(random);
    const whole = compareFingerprints(enrolled, await toyFingerprint(random, { model: 2 }));
    expect(whole).toMatchObject({
      verdict: "changed",
      answers: { p: 1 / 2000 },
      canaries: { changed: true },
    });
    expect(whole.explanations.map(({ cause }) => cause).sort()).toEqual([
      "quantisation",
      "routing",
      "settings",
      "system-prompt",
      "weights",
    ]);
    const some = compareFingerprints(enrolled, await toyFingerprint(random, { swapped: 0.7 }));
    expect([some.verdict, some.canaries?.changed]).toEqual(["changed", false]);
  });

  it("says `same` with what it would have seen, and `cannot-tell` where that is too little", async () => {
    const random = seededRandom("power");
    const many = { samples: 24 };
    const enrolled = await toyFingerprint(random, many);
    const same = compareFingerprints(enrolled, await toyFingerprint(random, many));
    expect(same.verdict).toBe("same");
    expect(same.sensitivity?.share).toBeLessThanOrEqual(0.5);
    const few = { samples: 2, canaryRepeats: 0 };
    const poor = compareFingerprints(await toyFingerprint(random, few), await toyFingerprint(random, few));
    expect(poor.verdict).toBe("cannot-tell");
    expect(poor.sensitivity?.share ?? 1).toBeGreaterThan(0.5);
  });

  it("the stated power holds: a change of the share it names is seen that often", async () => {
    const random = seededRandom("stated");
    const few = { samples: 5, canaryRepeats: 0 };
    const level = 0.05;
    const base = await toyFingerprint(random, few);
    const { sensitivity } = compareFingerprints(base, await toyFingerprint(random, few), {
      level,
      mustSee: 1,
    });
    const share = sensitivity?.share ?? 1;
    let seen = 0;
    const runs = 25;
    for (let i = 0; i < runs; i++) {
      const now = await toyFingerprint(random, few);
      const mixed = {
        ...now,
        sampled: now.sampled.map((item, p) => ({
          ...item,
          answers: item.answers.map((text, a) =>
            random.next() < share ? (now.sampled[(p + 7) % now.sampled.length]?.answers[a] ?? text) : text,
          ),
        })),
      };
      seen += Number(compareFingerprints(base, mixed, { level, rounds: 199 }).verdict === "changed");
    }
    expect(clopperPearson(seen, runs, 0.999).high).toBeGreaterThanOrEqual(0.8);
  });

  it("refuses to compare what was asked in another way", async () => {
    const random = seededRandom("settings");
    const a = await toyFingerprint(random);
    const cooler = { ...a, settings: { ...a.settings, temperature: 0.2 } };
    expect(compareFingerprints(a, cooler)).toMatchObject({
      verdict: "cannot-tell",
      reasons: ["our own settings differ (temperature)"],
    });
    expect(compareFingerprints(a, { ...a, probeSet: "1".repeat(64) }).verdict).toBe("cannot-tell");
    expect(compareFingerprints(a, { ...a, sampled: [] }).verdict).toBe("cannot-tell");
    expect(() => compareFingerprints(a, a, { rounds: 99, level: 0.01 })).toThrow(RangeError);
  });

  it("gives the same numbers for the same fingerprints and seed", async () => {
    const random = seededRandom("again");
    const [a, b] = [await toyFingerprint(random), await toyFingerprint(random)];
    expect(compareFingerprints(a, b)).toEqual(compareFingerprints(a, b));
  });

  it("canaries that answer otherwise show a change although sampled answers do not", async () => {
    const random = seededRandom("canary");
    const a = await toyFingerprint(random);
    const b = await toyFingerprint(random);
    const moved = {
      ...b,
      canaries:
        b.canaries?.map((item) => ({ ...item, answers: item.answers.map((text) => `${text}!`) })) ?? [],
    };
    const found = compareFingerprints(a, moved);
    expect(found).toMatchObject({ verdict: "changed", canaries: { baseline: { different: 0, asked: 12 } } });
    expect(found.canaries?.current.low).toBeCloseTo(clopperPearson(18, 18, 0.995).low, 12);
  });
});

describe("a fingerprint", () => {
  it("survives being written and read, and an unfit one is refused with its field", async () => {
    const taken = await toyFingerprint(seededRandom("kept"));
    const value = JSON.parse(encodeFingerprint(taken)) as Record<string, JsonValue>;
    expect(readFingerprint(value, "f.json")).toEqual(taken);
    expect(() => readFingerprint({ ...value, length: 4 }, "f.json")).toThrow(/`length`/);
    expect(() => readFingerprint({ ...value, more: 1 }, "f.json")).toThrow(/no fingerprint/);
  });

  it("keeps the beginning of an answer only, in whole characters", () => {
    expect(Array.from(keptAnswer("😀".repeat(500)))).toHaveLength(answerLength);
    expect(keptAnswer("a".repeat(1_000_000))).toHaveLength(answerLength);
    expect(keptAnswer("\ud800")).toBe("\ufffd");
  });

  it("counts failures and names an endpoint makes up, `__proto__` included", async () => {
    let asked = 0;
    const taken = await toyFingerprint(seededRandom("names"), {
      ask: async () => {
        asked += 1;
        return asked % 2 === 0 ? { failure: "TARGETS_TIMEOUT" } : { answer: "x", model: "__proto__" };
      },
    });
    expect(Object.keys(taken.reported.models)).toEqual(["__proto__"]);
    expect(taken.failed["TARGETS_TIMEOUT"]).toBe(asked >> 1);
  });

  it("is of probes that never change unnoticed", () => {
    expect(fingerprintProbes).toHaveLength(28);
    expect(new Set(fingerprintProbes.map(({ id }) => id)).size).toBe(28);
    expect(probeSetDigest).toBe("32ebafaf99a89202bce06b9a6a2639235ab7675ab5d0b17a7e9d740ecacd04df");
  });
});
