import { expect, it } from "vitest";
import { targetErrors } from "./errors.ts";
import { endsRun, runEndingOf } from "./run-ending.ts";

it("a spent budget and the kill switch end the run, each in its own way", () => {
  expect(runEndingOf(targetErrors.budgetExhausted("spent"))).toBe("budget-exhausted");
  expect(runEndingOf(targetErrors.killSwitch("pressed"))).toBe("stopped");
  expect(endsRun(targetErrors.killSwitch("pressed"))).toBe(true);
});

it("any other failure ends its trial only, and so does an error that merely bears the code", () => {
  for (const error of [
    targetErrors.timeout("late"),
    targetErrors.aborted("asked to"),
    Object.assign(new Error("x"), { code: "TARGETS_KILL_SWITCH" }),
    undefined,
    "TARGETS_KILL_SWITCH",
  ]) {
    expect(runEndingOf(error)).toBeUndefined();
    expect(endsRun(error)).toBe(false);
  }
});
