import { describe, expect, it } from "vitest";
import { withoutHoles, withParams } from "./address.ts";

describe("addresses", () => {
  it("fill their parameters, encoded, and leave unknown names alone", () => {
    expect(withParams("/threats/$threat", { threat: "T02@F12/x" })).toBe("/threats/T02%40F12%2Fx");
    expect(withParams("/a/$missing", {})).toBe("/a/%24missing");
    expect(withParams("/assess/runs/$run/trials/$entry", { run: "r 1", entry: "7" })).toBe(
      "/assess/runs/r%201/trials/7",
    );
  });

  it("keep strings that say something and drop the rest", () => {
    expect(withoutHoles({ a: "x", b: "", c: undefined, d: 3, e: null })).toEqual({ a: "x" });
  });
});
