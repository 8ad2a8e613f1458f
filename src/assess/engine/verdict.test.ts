import { describe, expect, it } from "vitest";
import type { InconclusiveReason, Verdict } from "../../contracts/index.ts";
import { runVerdict } from "./verdict.ts";

const pass: Verdict = { kind: "pass", sentence: "s" };
const fail: Verdict = { kind: "fail", because: "rate-above-gate", sentence: "s" };
const open = (because: InconclusiveReason): Verdict => ({ kind: "inconclusive", because, sentence: "s" });
const ungated = open("no-gate");

describe("the verdict of a run", () => {
  it("does not count checks without a gate among the gates", () => {
    const parts = [
      { label: "a", verdict: pass },
      { label: "b", verdict: open("interval-straddles-gate") },
      { label: "c", verdict: ungated },
    ];
    expect(runVerdict(parts, "full")).toEqual({
      kind: "inconclusive",
      because: "interval-straddles-gate",
      sentence: "1 of 2 gates could not be decided: b. Measured without a gate: c.",
    });
    expect(runVerdict([...parts, { label: "d", verdict: fail }], "full").sentence).toBe(
      "1 of 3 gates failed: d. Undecided: b. Measured without a gate: c.",
    );
  });

  it("says that nothing was decided where no gate was set, and never passes then", () => {
    expect(
      runVerdict(
        [
          { label: "a", verdict: ungated },
          { label: "b", verdict: ungated },
        ],
        "full",
      ),
    ).toEqual({
      kind: "inconclusive",
      because: "no-gate",
      sentence: "No gate was set, so nothing was decided. Measured without a gate: a, b.",
    });
    expect(
      runVerdict(
        [
          { label: "a", verdict: pass },
          { label: "b", verdict: ungated },
        ],
        "full",
      ),
    ).toMatchObject({
      kind: "inconclusive",
      because: "no-gate",
      sentence: "1 of 1 gate passed. Measured without a gate: b.",
    });
  });
});
