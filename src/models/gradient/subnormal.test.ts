import { describe, expect, it } from "vitest";
import { decodeModel } from "../onnx/index.ts";
import { fixtureBytes } from "../testing/fixtures.ts";
import { withoutSubnormals } from "./subnormal.ts";

describe("weights below the normal numbers", () => {
  it("become 0, and no other weight changes", async () => {
    const before = await decodeModel(fixtureBytes("digits_mlp.onnx"));
    const after = withoutSubnormals(before);
    let cleared = 0;
    for (const [name, { data }] of before.graph.initializers)
      for (const [i, value] of data.entries()) {
        const now = after.graph.initializers.get(name)?.data[i];
        const isTiny = typeof value === "number" && value !== 0 && Math.abs(value) < 2 ** -126;
        expect(now).toBe(isTiny ? 0 : value);
        cleared += Number(isTiny);
      }
    expect(cleared).toBe(133);
  });
});
