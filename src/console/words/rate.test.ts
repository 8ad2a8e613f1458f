import { describe, expect, it } from "vitest";
import type { RateEstimate } from "../../contracts/index.ts";
import { amount, differenceText, intervalText, percent, points, rateText } from "./rate.ts";

const interval = { low: 0.0208, high: 0.0612, confidence: 0.95, method: "betting", anytime: true };
const rate: RateEstimate = {
  kind: "rate",
  n: 330,
  trials: 330,
  sum: 12,
  point: 12 / 330,
  interval,
  corpus: { pack: "p", version: "1", digest: "d", cases: 330 },
  planned: 330,
  unscored: 0,
};

describe("figures in words", () => {
  it("say rates as the terminal and the reports say them", () => {
    expect([0, 0.0364, 0.5, 0.105, 1, 0.00066].map((rate) => percent(rate))).toEqual([
      "0 %",
      "3.6 %",
      "50 %",
      "10.5 %",
      "100 %",
      "0.066 %",
    ]);
  });

  it("say differences with their sign", () => {
    expect([0.0216, -0.01, 0].map((difference) => points(difference))).toEqual(["+2.2 pp", "−1 pp", "0 pp"]);
  });

  it("never say a rate without its cases and its interval", () => {
    expect(intervalText(interval)).toBe("2 to 6.2 % at 95 %");
    expect(differenceText({ ...interval, low: -0.0101, high: 0.0901 })).toBe("−1.1 to +9.1 pp at 95 %");
    expect(rateText(rate)).toBe("12 of 330 cases (3.6 %, 2 to 6.2 % at 95 %)");
    expect(rateText({ ...rate, n: 0 })).toBe("no case scored yet");
  });

  it("group thousands", () => {
    expect([7, 1320, 1_000_000, 2.5].map(amount)).toEqual(["7", "1\u202f320", "1\u202f000\u202f000", "2.5"]);
  });
});
