import { describe, expect, it } from "vitest";
import { triageOf } from "./triage-draft.ts";

describe("a triage draft", () => {
  it("is a decision once a reason stands, and for an acceptance a date", () => {
    expect(triageOf({ state: "open", until: "", reason: "" }, "Ada")).toEqual({ state: "open" });
    expect(triageOf({ state: "fixed", until: "", reason: "  " }, "Ada")).toBeUndefined();
    expect(triageOf({ state: "fixed", until: "", reason: " Deployed. " }, "Ada")).toEqual({
      state: "fixed",
      by: "Ada",
      reason: "Deployed.",
    });
    expect(triageOf({ state: "accepted", until: "", reason: "x" }, "Ada")).toBeUndefined();
    expect(triageOf({ state: "accepted", until: "31.12.2026", reason: "x" }, "Ada")).toBeUndefined();
    expect(triageOf({ state: "accepted", until: "2026-12-31", reason: "x" }, "Ada")).toEqual({
      state: "accepted",
      by: "Ada",
      until: "2026-12-31",
      reason: "x",
    });
  });
});
