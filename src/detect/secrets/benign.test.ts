import { describe, expect, it } from "vitest";
import { detector } from "./detector.ts";
import { fillExample } from "./examples.ts";
import { benignTexts } from "./testing/benign-texts.ts";

const seen = (text: string): string[] =>
  detector
    .inspect({ stage: "output", role: "assistant", text })
    .map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`);

describe("technical texts without a secret", () => {
  it("are at least 150", () => {
    expect(benignTexts.length).toBeGreaterThanOrEqual(150);
  });

  it.each(benignTexts.map((template) => [template.slice(0, 60), template] as const))(
    "raise nothing: %s",
    (_, template) => {
      expect(seen(fillExample(template).text)).toEqual([]);
    },
  );

  it("raise nothing when they stand side by side", () => {
    for (const between of ["\n", " ", "\n\n---\n"])
      expect(seen(benignTexts.map((template) => fillExample(template).text).join(between))).toEqual([]);
  });
});

describe("a megabyte of what announces secrets", () => {
  it.each([
    "password=",
    "sk-",
    "eyJa.",
    "-----BEGIN PRIVATE KEY-----\n",
    "https://a:",
    ":AA",
    '"d":',
    "Bearer ",
    "0",
    "AKIA",
  ])("is read once: %s", (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const signals = detector.inspect({ stage: "input", role: "user", text });
    expect(signals.length).toBeLessThanOrEqual(text.length / unit.length);
    expect(detector.hold?.(text)).toBeGreaterThanOrEqual(text.length - detector.maxSpan);
  });
});
