import fc from "fast-check";
import { expect, it } from "vitest";
import { windowsOf } from "./windows.ts";

const plan = { size: 100, overlap: 20, most: 10_000 };

it("windows cover all of a text, share their overlap and cut no character", () => {
  const text = fc
    .array(fc.constantFrom("word ", "😀", "x".repeat(37), " ", "a"), { maxLength: 300 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (all) => {
      const windows = windowsOf(all, plan);
      expect(windows[0]?.start).toBe(0);
      expect(windows.at(-1)?.end).toBe(all.length);
      windows.forEach(({ start, end }, i) => {
        expect(end - start).toBeLessThanOrEqual(100);
        expect(all.slice(start, end).isWellFormed()).toBe(true);
        const next = windows[i + 1];
        if (next !== undefined) expect(end - next.start).toBeGreaterThanOrEqual(20);
      });
    }),
  );
});

it("a text with more windows than allowed is a failure, never a part unread", () => {
  expect(() => windowsOf("x".repeat(1000), { ...plan, most: 3 })).toThrow("do not cover it");
  expect(windowsOf("", plan)).toEqual([{ start: 0, end: 0 }]);
});
