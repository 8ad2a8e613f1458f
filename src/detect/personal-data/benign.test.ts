import { expect, it } from "vitest";
import { detector } from "./detector.ts";
import { benignTexts } from "./testing/benign-texts.ts";

const seen = (text: string): string[] =>
  detector
    .inspect({ stage: "output", role: "assistant", text })
    .map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`);

it("there are at least 200 texts of nobody", () => {
  expect(benignTexts.length).toBeGreaterThanOrEqual(200);
});

it.each(benignTexts)("nothing is seen in: %s", (text) => {
  expect(seen(text)).toEqual([]);
});
