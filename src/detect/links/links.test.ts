import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detector } from "../../contracts/index.ts";
import { benignAnswers } from "../addresses/testing/benign-answers.ts";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { detector } from "./detector.ts";

// Safe: `configure` throws or gives a detector.
const strict = detector.configure?.({ allowedHosts: ["www.example.com", "*.nordpay.example"] }) as Detector;
const rulesOf = (one: Detector, text: string, userTexts: string[] = []) =>
  one
    .inspect({
      stage: "output",
      role: "assistant",
      text,
      context: { instructions: [], canaries: [], tools: [], userTexts },
    })
    .map(({ rule, score }) => `${rule} ${score}`);

describe("links", () => {
  it("to other hosts than the listed are seen, pictures more than links", () => {
    expect(rulesOf(strict, "[a](https://attacker.example/)")).toEqual(["host-not-allowed 0.7"]);
    expect(rulesOf(strict, "![a](//ATTACKER.example/)")).toEqual(["host-not-allowed 0.9"]);
    expect(rulesOf(strict, "https://nordpay.example/")).toEqual(["host-not-allowed 0.7"]);
    expect(rulesOf(strict, "https://www.nordpay.example/ www.example.com")).toEqual([]);
    expect(rulesOf(strict, "https://www.example.com.attacker.example/")).toHaveLength(1);
  });

  it("that the user gave are not", () => {
    expect(rulesOf(strict, "I read https://a.example/b.", ["Read https://a.example/b please"])).toEqual([]);
  });

  it("of everyday answers give no alarm", () => {
    expect(benignAnswers.filter((text) => rulesOf(detector, text).length > 0)).toEqual([]);
  });

  it("keep the laws of streams", () => {
    const piece = fc.constantFrom(
      "![a](",
      ")",
      "https://attacker.example/",
      "http://203.0.113.7",
      "//b.example",
      "www.example.com",
      " ",
      '<img src="',
      '"',
      "/p",
      "https:",
      ":4444/",
    );
    const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    checkStreamLaws(strict, { texts, runs: 200 });
    checkStreamLaws(detector, { texts, runs: 200 });
  });

  it("are listed by host alone", () => {
    for (const wrong of [
      { allowedHosts: ["https://a.example/"] },
      { allowedHosts: [] },
      { hosts: ["a"] },
      "a",
    ])
      expect(() => detector.configure?.(wrong)).toThrow();
  });
});
