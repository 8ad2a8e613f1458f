import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benignAnswers as answersWithLinks } from "../addresses/testing/benign-answers.ts";
import { compileProgram } from "../patterns/index.ts";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { detector } from "./detector.ts";
import { unsafeRules } from "./rules/index.ts";
import { teachingAnswers } from "./testing/teaching-answers.ts";

const inspect = (text: string, stage: "output" | "tool-call" = "output") =>
  detector.inspect({ stage, role: "assistant", text });

describe.each(unsafeRules.map((rule) => [rule.id, rule] as const))("the rule %s", (id, rule) => {
  it.each([...rule.examples])("sees %s, wherever it stands", (text) => {
    for (const whole of [text, `See: ${text}\n`, `{"a":"b ${text} c"}`])
      expect(inspect(whole, "tool-call").map((signal) => signal.rule)).toContain(id);
  });

  it.each([...(rule.silent ?? [])])("is silent on %s", (text) => {
    expect(inspect(text, "tool-call").map((signal) => signal.rule)).not.toContain(id);
  });

  it("has matches of bounded length that begin with an anchor", () => {
    expect(compileProgram(`(?i)${rule.pattern}`).longest).toBeLessThanOrEqual(detector.maxSpan);
    expect(rule.inToolCall).toBeGreaterThanOrEqual(rule.score);
  });
});

describe("unsafe output", () => {
  it("is not what answers that teach have, nor links", () => {
    const alarms = [...teachingAnswers, ...answersWithLinks].flatMap((text) =>
      inspect(text)
        .filter(({ score }) => score >= 0.6)
        .map(({ rule }) => `${rule}: ${text}`),
    );
    expect(alarms).toEqual([]);
  });

  it("keeps the laws of streams", () => {
    const whole = unsafeRules.flatMap(({ examples }) => examples);
    const piece = fc.oneof(
      fc.constantFrom(...whole),
      fc.tuple(fc.constantFrom(...whole), fc.nat({ max: 20 })).map(([text, end]) => text.slice(0, end)),
      fc.constantFrom(" ", "\n", "word", "/", "'", "../", "rm -rf /", "<script>", "union ", ";", "2"),
    );
    const texts = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    checkStreamLaws(detector, { texts, runs: 200 });
    checkStreamLaws(detector, { texts, runs: 100, inspection: { stage: "tool-call" } });
  });

  it("holds little of ordinary text", () => {
    for (const text of teachingAnswers)
      expect(text.length - (detector.hold?.(`${text} `) ?? 0)).toBeLessThan(200);
    expect(detector.hold?.("The weather is fine. ")).toBe(21);
  });

  it("sees a command that is hidden behind many that are not", () => {
    const command = "IEX (New-Object Net.WebClient)";
    const signals = inspect("iex ".repeat(1_000) + command + " iex".repeat(1_000));
    const end = 4_000 + command.length - 1;
    expect(signals.map((signal) => signal.end)).toContain(end);
    for (const verb of ["DownloadString", "WebClient", "Invoke-WebRequest", "iwr "])
      for (const opener of ["iex (", "Invoke-Expression    "])
        expect(inspect(`${opener}${"x".repeat(60)}${verb}`)).toHaveLength(1);
  });

  it("costs a bounded look at each anchor", () => {
    for (const hostile of [
      "<img ",
      "../",
      "curl ",
      "{{",
      "union ",
      ";drop",
      "rm -r ",
      "nc ",
      "' or ",
      "javascript:",
      "O:1",
      "=cmd|",
    ])
      for (const { start, end } of inspect(hostile.repeat(Math.ceil(50_000 / hostile.length))))
        expect(end - start).toBeLessThanOrEqual(detector.maxSpan);
  });
});
