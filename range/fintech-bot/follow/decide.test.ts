import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/stats/index.ts";
import type { Reading, Technique } from "../understand/wish.ts";
import { decide } from "./decide.ts";
import { followTable } from "./table.ts";

const wanting = (...techniques: Technique[]): Reading => ({
  wishes: [{ kind: "say", intent: "x", statement: "x" }],
  techniques,
});
const share = (reading: Reading, temper: "naive" | "hardened"): number =>
  Array.from(
    { length: 4000 },
    (_, seed) => decide(reading, temper, seededRandom(`s${seed}`)).followed,
  ).filter(Boolean).length / 4000;

describe("following", () => {
  it("happens as often as the table says", () => {
    // Four standard errors of a share of 4000.
    expect(Math.abs(share(wanting("few-shot"), "hardened") - 0.55)).toBeLessThan(0.032);
    expect(Math.abs(share(wanting(), "hardened") - 0.04)).toBeLessThan(0.013);
    expect(Math.abs(share(wanting(), "naive") - 0.8)).toBeLessThan(0.026);
  });

  it("goes by the strongest technique", () => {
    const { probability } = decide(wanting("urgency", "authority"), "hardened", seededRandom("a"));
    expect(probability).toBe(followTable.authority.hardened);
  });

  it("never follows more when hardened, and every technique beats the bare ask", () => {
    for (const { naive, hardened } of Object.values(followTable)) {
      expect(hardened).toBeLessThan(naive);
      expect(hardened).toBeGreaterThanOrEqual(followTable.none.hardened);
    }
  });

  it("has no chance where nothing forbidden is wanted", () => {
    expect(decide({ wishes: [], techniques: ["override"] }, "naive", seededRandom("a")).probability).toBe(0);
  });
});
