import { describe, expect, it } from "vitest";
import { benignAnswers } from "../addresses/testing/benign-answers.ts";
import { teachingAnswers } from "../unsafe-output/testing/teaching-answers.ts";
import { detector } from "./detector.ts";

const inspect = (text: string) => detector.inspect({ stage: "output", role: "assistant", text });
const row = (i: number) => `Ada ${i}; ada${i}@example.com; +47 22 55 00 1${i % 10}; 1984-03-1${i % 10}`;
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i)).join("\n");

describe("records in an answer", () => {
  it("count from four lines on, and the more the worse", () => {
    expect(inspect(rows(3))).toEqual([]);
    const few = inspect(`${rows(4)}\nThat is all.`)[0]?.score ?? 0;
    expect(few).toBeGreaterThanOrEqual(0.5);
    expect(inspect(rows(12))[0]?.score).toBeGreaterThan(few);
  });

  it("are covered from the first to the last line", () => {
    const text = `Here they are:\n${rows(5)}\nThat is all.`;
    const [signal] = inspect(text);
    expect(text.slice(signal?.start, signal?.end)).toBe(rows(5));
  });

  it("may be a file under a licence", () => {
    const code = Array.from({ length: 50 }, (_, i) => `  line${i}();`).join("\n");
    expect(inspect(`// SPDX-License-Identifier: MIT\n${code}`).map(({ rule }) => rule)).toEqual([
      "licensed-code",
    ]);
    expect(inspect(code)).toEqual([]);
  });

  it("are not in ordinary answers, one by one or all together", () => {
    for (const text of [...benignAnswers, ...teachingAnswers]) expect(inspect(text)).toEqual([]);
    expect(inspect(benignAnswers.join("\n")).filter(({ score }) => score >= 0.5)).toEqual([]);
  });

  it("cost one look at each line", () => {
    for (const hostile of ["\n", '{"a":', "from: ", "0 ", "[1-1-1 ", "a@", '{"a":\n'])
      inspect(`\n\n\n\n${hostile.repeat(Math.ceil(200_000 / hostile.length))}`);
  });
});
