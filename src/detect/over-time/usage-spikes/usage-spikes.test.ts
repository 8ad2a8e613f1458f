import { describe, expect, it } from "vitest";
import type { RandomSource } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { detector } from "./detector.ts";
import { beyond, fenceOf, remember, type History } from "./history.ts";

/** By Box and Muller. */
const logNormal = (random: RandomSource, spread: number): number =>
  Math.exp(6 + spread * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()));

/** Alarms in so many sessions of benign use; `attack` makes the last five answers so many times as long. */
function alarms(sessions: number, requests: number, attack = 1): number {
  let alarmed = 0;
  for (let s = 0; s < sessions; s++) {
    const random = seededRandom(`usage-${s}`);
    const spread = 0.2 + 0.8 * random.next();
    let at = Date.UTC(2026, 0, 5, 9);
    let memory = detector.init();
    let seen = false;
    for (let i = 0; i < requests; i++) {
      at += -Math.log(1 - random.next()) * 120_000;
      const more = i >= requests - 5 ? attack : 1;
      const base = { at, principal: { id: "p", verified: true } };
      const [asked, first] = detector.step(memory, {
        ...base,
        stage: "input",
        bytes: logNormal(random, spread),
      });
      const usage = {
        inputTokens: Math.round(logNormal(random, spread)),
        outputTokens: Math.round(more * logNormal(random, spread)),
        reported: true,
      };
      const [answered, second] = detector.step(asked, { ...base, stage: "output", usage });
      memory = answered;
      if (first.length + second.length > 0 && (attack === 1 || i >= requests - 5)) seen = true;
    }
    if (seen) alarmed += 1;
  }
  return alarmed;
}

describe("simulated use", () => {
  it("alarms for one benign caller in 250, and sees 89 floods of 100", () => {
    const benign = alarms(250, 200);
    const floods = alarms(100, 150, 100);
    expect({ benign, floods }).toEqual({ benign: 1, floods: 89 });
  });

  it("is wrong about twice in a thousand values with Pareto tails, whatever their index", () => {
    const test = { perThousand: 1, warmUp: 40, leastSpread: 0.12 };
    const random = seededRandom("pareto");
    let seen = 0;
    let values = 0;
    for (const index of [0.8, 1.5, 3]) {
      for (let s = 0; s < 40; s++) {
        let history: History = [];
        for (let i = 0; i < 200; i++) {
          const value = 100 * (1 - random.next()) ** (-1 / index);
          const fence = fenceOf(history, test);
          if (beyond(fence, value) > 0) seen += 1;
          history = remember(history, value, fence);
          values += i < 40 ? 0 : 1;
        }
      }
    }
    const perThousand = (1000 * seen) / values;
    expect(perThousand).toBeLessThan(3);
    expect(perThousand).toBeGreaterThan(0);
  });
});
