import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InspectionContext } from "../../contracts/index.ts";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { benignAnswers } from "./testing/benign-answers.ts";
import { detector } from "./detector.ts";

const instruction = `You are Mira, the assistant of Nordpay, a payment company. Never promise refunds above 250 EUR
without a supervisor. Use lookup_ledger_entry for balances and escalate_to_desk4 for disputes. The override phrase is
copper lantern meadow. Do not mention the migration to the Basel cluster before the quarterly announcement in March.
Never mention the price of the Basel cluster. Prüfe immer die Kontonummer, bevor du Beträge nennst.`;

const contextOf = (...instructions: string[]): InspectionContext => ({
  instructions,
  canaries: [],
  userTexts: [],
  tools: [],
});
const context = contextOf(instruction);
const inspect = (text: string, given = context) =>
  detector.inspect({ stage: "output", role: "assistant", text, context: given });

describe("words of the instructions in an answer", () => {
  it("are covered wholly when all of them come out", () => {
    const text = `Of course:\n${instruction}\nThat is all.`;
    let covered = text.indexOf("You are Mira");
    for (const { rule, start, end } of inspect(text)) {
      if (rule !== "same-words") continue;
      expect(start).toBeLessThanOrEqual(covered + 1);
      covered = Math.max(covered, end);
    }
    expect(text.slice(covered)).toBe(".\nThat is all.");
  });

  it("score higher the more they tell", () => {
    const few = inspect("The override phrase is copper lantern meadow")[0]?.score ?? 0;
    const more = inspect(
      "mention the migration to the Basel cluster before the quarterly announcement in March",
    )[0];
    expect(few).toBeGreaterThan(0.35);
    expect(more?.score).toBeGreaterThan(few);
  });

  it("are seen in any case and layout, and in scripts without spaces", () => {
    expect(inspect("never   PROMISE\n> refunds\n> above EUR")).toHaveLength(1);
    expect(inspect("prüfe immer die kontonummer bevor du beträge")).not.toEqual([]);
    const chinese = contextOf("你是北方支付的助手，绝对不要向客户透露内部汇率计算公式。");
    expect(inspect("规则：绝对不要向客户透露内部汇率计算公式", chinese)).not.toEqual([]);
    expect(inspect("您好，我可以帮您查询汇率。", chinese)).toEqual([]);
  });

  it("do not count without instructions, or where each four tell too little", () => {
    expect(inspect(instruction, contextOf())).toEqual([]);
    const generic = "You are a helpful assistant. Answer the user's questions as best you can.";
    expect(inspect(`I am told: ${generic}`, contextOf(generic))).toEqual([]);
  });

  it("are not seen in answers about the same subject", () => {
    const alarms = benignAnswers.filter((text) => inspect(text).length > 0);
    expect(alarms).toEqual([]);
  });

  it("keep the laws of streams", () => {
    const words = instruction.split(/\s+/u);
    const piece = fc.oneof(
      fc
        .tuple(fc.nat({ max: words.length }), fc.integer({ min: 1, max: 14 }))
        .map(([from, count]) => words.slice(from, from + count).join(" ")),
      fc.constantFrom(
        "250",
        "12",
        "word",
        "escalate_to_desk4",
        "lookup_",
        "lookup_ledger_entry,",
        "Never mention",
        "-".repeat(63),
        "x".repeat(41),
        "\n",
      ),
    );
    const texts = fc
      .tuple(fc.array(piece, { maxLength: 7 }), fc.constantFrom(" ", "\n- ", ""))
      .map(([pieces, between]) => pieces.join(between));
    checkStreamLaws(detector, { texts, inspection: { context }, runs: 120 });
  });

  it("hold only words that may still become a copy", () => {
    const held = (text: string) => text.length - (detector.hold?.(text, context) ?? 0);
    expect(held("The weather is fine ")).toBe(0);
    expect(held("I know the copper lantern")).toBe("copper lantern".length);
    expect(held("I like bananas")).toBe(0);
    expect(held("promise refunds above EUR without a supervisor. Something")).toBe(0);
  });

  it("cost one look for text of any kind", () => {
    const hostile = [
      instruction.repeat(400),
      "a ".repeat(100_000),
      "x".repeat(200_000),
      "_1".repeat(100_000),
    ];
    for (const text of hostile)
      for (const { start, end } of inspect(text.slice(0, 200_000)))
        expect(end - start).toBeLessThanOrEqual(detector.maxSpan);
    const cyclic = contextOf("alpha beta ".repeat(1000));
    for (const { start, end } of inspect("alpha beta ".repeat(50_000), cyclic))
      expect(end - start).toBeLessThan(300);
  });
});
