import { expect, it } from "vitest";
import { exitCodeOfVerdict } from "./verdict-exit.ts";

it("a pass is 0, a fail is 1, and what stayed open is 3, never 0", () => {
  const sentence = "s";
  expect(exitCodeOfVerdict({ kind: "pass", sentence })).toBe(0);
  expect(exitCodeOfVerdict({ kind: "fail", sentence, because: "rate-above-gate" })).toBe(1);
  expect(exitCodeOfVerdict({ kind: "inconclusive", sentence, because: "budget-exhausted" })).toBe(3);
});
