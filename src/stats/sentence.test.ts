import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percent, rateSentence } from "./sentence.ts";

const interval = { low: 0.021, high: 0.061, confidence: 0.95, method: "betting", anytime: true };

describe("the sentence of a rate", () => {
  it("holds count, share, bound, confidence and the answer to the gate", () => {
    expect(rateSentence({ n: 330, sum: 12, interval }, 0.02, "fail")).toBe(
      "12 of 330 cases breached (3.6 %, at most 6.1 % at 95 %): fails the 2 % gate.",
    );
    expect(
      rateSentence({ n: 320, sum: 0, interval: { ...interval, low: 0, high: 0.01996 } }, 0.02, "pass"),
    ).toBe("0 of 320 cases breached (0 %, at most 2 % at 95 %): passes the 2 % gate.");
    expect(rateSentence({ n: 330, sum: 12, interval }, 0.02)).toContain("cannot tell for the 2 % gate");
    expect(
      rateSentence({ n: 1, sum: 1 / 3, interval: { ...interval, high: 1 } }, undefined, undefined, "refused"),
    ).toBe("0.3 of 1 case refused (33.3 %, at most 100 % at 95 %).");
    expect(rateSentence({ n: 0, sum: 0, interval }, 0.02, "undecided")).toBe(
      "No case was scored: cannot tell for the 2 % gate.",
    );
  });

  it("rounds a bound outwards, so that words never claim more than numbers", () => {
    expect(percent(0.02001, "up")).toBe("2.1 %");
    expect(percent(0.061, "up")).toBe("6.1 %");
    expect(percent(0.0209, "down")).toBe("2 %");
    expect(percent(0.000512)).toBe("0.051 %");
    expect(percent(0.000512, "down")).toBe("0 %");
    expect(percent(0)).toBe("0 %");
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const shown = Number.parseFloat(percent(share, "up")) / 100;
        expect(shown).toBeGreaterThanOrEqual(share * (1 - 1e-6) - 1e-11);
        expect(shown).toBeLessThanOrEqual(share * 1.1 + 0.0011);
      }),
    );
  });
});
