import { describe, expect, it } from "vitest";
import type { ModelMeasure } from "../../../contracts/index.ts";
import { fixtureModel, wholeAudit } from "../../audit/testing/whole-audit.ts";
import { check as decision } from "../decision/model-check.ts";
import { check as gradient } from "../gradient/model-check.ts";
import { check as images } from "../images/model-check.ts";
import { check as score } from "../score/model-check.ts";

const heights = (measures: readonly ModelMeasure[], id: string): readonly number[] => {
  const curve = measures.find((measure) => measure.id === id);
  return curve?.kind === "curve" ? curve.points.map(({ y }) => y) : [];
};

describe("evasion of a model of pictures", () => {
  it("whoever has the file does at least as well as who sees scores, and gradients are not masked", async () => {
    const { target, data } = await fixtureModel("digits_mlp.onnx", 24);
    const white = await wholeAudit(gradient, target, data);
    const black = await wholeAudit(score, target, data);
    const [byGradient, byScores] = [white, black].map(({ result }) =>
      heights(result.conclusion.measures, "security"),
    );
    byGradient?.forEach((height, i) => expect(height).toBeLessThanOrEqual((byScores?.[i] ?? 0) + 1e-9));
    expect(byGradient?.[0]).toBeGreaterThan(0.9);
    // The reference has 64 % fallen at 0.1 for gradients and as good as all at 0.2.
    expect(white.result.conclusion.gated?.value).toBeGreaterThan(0.4);
    expect(byGradient?.at(-1)).toBe(0);
    expect(white.result.conclusion.caveats.join(" ")).toMatch(/No sign of gradient masking/u);
    for (const { outcome, detail } of white.records)
      if (outcome === "success") expect(detail["byScores"]).toBeDefined();
    await target.dispose();
  });

  it("labels alone suffice, for more queries", async () => {
    const { target, data } = await fixtureModel("bc_mlp.onnx", 16);
    const { result, records } = await wholeAudit(decision, target, data);
    expect(result.conclusion.gated?.value).toBeGreaterThan(0.2);
    for (const { outcome, detail } of records)
      if (outcome === "success") expect((detail["distances"] as { linf: number }).linf).toBeGreaterThan(0);
    expect(records.filter(({ outcome }) => outcome === "init-failed")).toEqual([]);
    await target.dispose();
  });

  it("everyday changes are told by kind", async () => {
    const { target, data } = await fixtureModel("digits_cnn.onnx", 12);
    const { result, records } = await wholeAudit(images, target, data);
    const shares = result.conclusion.measures.map(({ id }) => id);
    expect(shares).toEqual(
      ["rotation", "shift", "contrast", "blur", "noise", "occlusion"].map((name) => `fallen-${name}`),
    );
    const most = Math.max(
      ...result.conclusion.measures.map((measure) => (measure.kind === "number" ? measure.value : 0)),
    );
    expect(result.conclusion.gated?.value).toBeGreaterThanOrEqual(most);
    expect(most).toBeGreaterThan(0);
    expect(records.some(({ detail }) => typeof detail["note"] === "string")).toBe(true);
    await target.dispose();
  });

  it("is refused where rows are no pictures, or there are no gradients", async () => {
    const flat = await fixtureModel("digits_mlp.onnx", 4);
    await expect(wholeAudit(images, flat.target, flat.data)).rejects.toThrow(/are no pictures/u);
    const { local: _, ...remote } = flat.target;
    await expect(wholeAudit(gradient, remote, flat.data)).rejects.toThrow(
      /needs gradients of a model in a local file/u,
    );
    await flat.target.dispose();
  });
});

describe("rules of features", () => {
  it("bind the attacker, and what any feature would allow stands beside", async () => {
    const { target, data } = await fixtureModel("bc_mlp.onnx", 12);
    const rules = Array.from({ length: 24 }, (_, i) => ({ feature: String(i), immutable: true }));
    const free = await wholeAudit(score, target, data);
    const bound = await wholeAudit(score, target, data, { rules });
    expect(bound.result.conclusion.gated?.value).toBeLessThan(free.result.conclusion.gated?.value ?? 0);
    expect(heights(free.result.conclusion.measures, "security-any")).toEqual([]);
    const any = heights(bound.result.conclusion.measures, "security-any");
    const within = heights(bound.result.conclusion.measures, "security");
    any.forEach((height, i) => expect(height).toBeLessThanOrEqual(within[i] ?? 0));
    expect(any.at(-1)).toBeLessThan(within.at(-1) ?? 0);
    await expect(
      wholeAudit(score, target, data, { rules: [{ feature: "amount", immutable: true }] }),
    ).rejects.toThrow(/no feature `amount`/u);
    await target.dispose();
  });

  it("give features of different ranges one radius", async () => {
    const { target, data } = await fixtureModel("bc_mlp.onnx", 6);
    const unbounded = { ...target, input: { shape: [30] } };
    await expect(wholeAudit(score, unbounded, data)).rejects.toThrow(/range or scale of `0` is given/u);
    const rules = Array.from({ length: 30 }, (_, i) => ({ feature: String(i), low: 0, high: 1 }));
    const { result } = await wholeAudit(score, unbounded, data, { rules });
    const same = await wholeAudit(score, target, data);
    expect(result.conclusion.measures).toEqual(same.result.conclusion.measures);
    await target.dispose();
  });
});
