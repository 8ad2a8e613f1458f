import { describe, expect, it } from "vitest";
import type { Predictions } from "../../../contracts/index.ts";
import { viewsOf } from "../../../detect/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { marginsOf } from "../score/index.ts";
import { hiddenEdits, runTextAttack, wordEdits, type HiddenEdit, type TextRun } from "./index.ts";

const bad = new Set(["fraud", "stolen", "scam"]);

/** A classifier that counts words it knows: one is enough for class 1. */
function classify(texts: readonly string[]): Promise<Predictions> {
  const scores = Float64Array.from(
    texts.flatMap((text) => {
      const hits = (text.toLowerCase().match(/[a-z]+/gu) ?? []).filter((word) => bad.has(word)).length;
      const p = 1 / (1 + Math.exp(4 - 8 * hits));
      return [1 - p, p];
    }),
  );
  const labels = Int32Array.from(texts, (_, i) => ((scores[2 * i + 1] ?? 0) > 0.5 ? 1 : 0));
  return Promise.resolve({ count: texts.length, labels, scores });
}

const texts = ["A stolen card, and a scam behind it", "This payment is fraud", "Is this a scam?"];
const run: TextRun = {
  predict: classify,
  examples: texts.map((text, i) => ({ id: `t${i}`, text, label: 1 })),
  random: seededRandom("texts"),
  budget: 2000,
  margins: (predictions, label) => marginsOf(predictions, label, true),
};

describe("attacks on texts", () => {
  it("edit the words that matter and few others", async () => {
    const records = await runTextAttack(wordEdits(), run);
    expect(records.map(({ outcome }) => outcome)).toEqual(["success", "success", "success"]);
    expect(records[0]?.adversarial).toMatch(/^A [a-z]+ card, and a [a-z]+ behind it$/u);
    expect(records[1]?.edits).toBeLessThanOrEqual(2);
    expect(records[1]?.adversarial).toMatch(/^This payment is [a-z]{4,6}$/u);
    expect(records.every(({ queries }) => queries < 40)).toBe(true);
  });

  it.each<HiddenEdit>(["invisible", "confusable", "deletion", "reordering"])(
    "by %s edits succeed, and count them",
    async (kind) => {
      const records = await runTextAttack(hiddenEdits(kind), run);
      for (const { outcome, edits, adversarial } of records) {
        expect(outcome).toBe("success");
        expect(edits).toBeGreaterThan(0);
        expect(edits).toBeLessThanOrEqual(5);
        const { labels } = await classify([adversarial ?? ""]);
        expect(labels[0]).toBe(0);
      }
    },
  );

  it("hide from the model and not from a reader: what is invisible is undone by the guard's normal view", async () => {
    for (const [i, { adversarial }] of (await runTextAttack(hiddenEdits("invisible"), run)).entries())
      expect(viewsOf(adversarial ?? "", "normalised")[0]?.text).toBe(texts[i]);
  });

  it("give each text the same result alone and in company, within the budget", async () => {
    const attack = hiddenEdits("confusable");
    const together = await runTextAttack(attack, run);
    expect(await runTextAttack(attack, { ...run, examples: run.examples.slice(1, 2) })).toEqual(
      together.slice(1, 2),
    );
    const poor = await runTextAttack(wordEdits(), { ...run, budget: 4 });
    expect(poor.every(({ queries, outcome }) => queries <= 4 && outcome === "failed-within-budget")).toBe(
      true,
    );
  });

  it("tell wrong and empty texts apart from robust ones", async () => {
    const examples = [
      { id: "wrong", text: "A quiet day", label: 1 },
      { id: "empty", text: "", label: 1 },
    ];
    const records = await runTextAttack(wordEdits(), { ...run, examples });
    expect(records.map(({ outcome }) => outcome)).toEqual(["clean-wrong", "refused"]);
  });
});
