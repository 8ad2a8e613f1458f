import { describe, expect, it } from "vitest";
import { fixtureModel, wholeAudit } from "../../audit/testing/whole-audit.ts";
import { treeTarget } from "../testing/tree-target.ts";
import { check as scores } from "../score/model-check.ts";
import { check } from "./model-check.ts";

describe("a check on a tree ensemble", () => {
  it("says exactly how far each row is, and proves what no attack can", async () => {
    const { target, data } = await treeTarget(24);
    const { result, records } = await wholeAudit(check, target, data);
    for (const { outcome, detail } of records) {
      if (outcome !== "success") continue;
      const { linf } = detail["distances"] as { linf: number };
      expect(linf).toBeCloseTo(Number(detail["certified"]), 9);
      expect(Number(detail["leaf-tuple-l2"])).toBeGreaterThanOrEqual(linf - 1e-9);
      expect(Number(detail["leaf-tuple-l1"])).toBeGreaterThanOrEqual(linf - 1e-9);
    }
    const [under, proved] = ["security", "certified"].map((id) =>
      result.conclusion.measures.find((measure) => measure.id === id),
    );
    if (under?.kind !== "curve" || proved?.kind !== "curve") throw new Error("a curve is missing");
    expect(proved.points.map(({ y }) => y)).toEqual(under.points.slice(1).map(({ y }) => y));
    expect(under.points[0]?.y).toBeGreaterThan(0.85);
    expect(result.conclusion.gated?.value).toBeGreaterThan(0.2);
    expect(result.conclusion.caveats).toEqual([]);

    // What queries find is never nearer than what is proved.
    const black = await wholeAudit(scores, target, data);
    const found = black.result.conclusion.measures.find(({ id }) => id === "security");
    if (found?.kind !== "curve") throw new Error("a curve is missing");
    found.points.slice(1).forEach(({ y }, i) => expect(y).toBeGreaterThanOrEqual(proved.points[i]?.y ?? 1));
    await target.dispose();
  });

  it("holds what the attacker may not change", async () => {
    const { target, data } = await treeTarget(12);
    const rules = Array.from({ length: 24 }, (_, i) => ({ feature: String(i), immutable: true }));
    const free = await wholeAudit(check, target, data);
    const bound = await wholeAudit(check, target, data, { rules });
    expect(bound.result.conclusion.gated?.value).toBeLessThan(free.result.conclusion.gated?.value ?? 0);
    expect(bound.records.some(({ detail }) => detail["certified"] === "any")).toBe(true);
    await target.dispose();
  });

  it("is refused where the model is no tree ensemble", async () => {
    const { target, data } = await fixtureModel("bc_mlp.onnx", 2);
    await expect(wholeAudit(check, target, data)).rejects.toThrow(/no trees: /u);
    await target.dispose();
  });
});
