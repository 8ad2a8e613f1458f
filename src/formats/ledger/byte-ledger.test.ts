import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteLedger } from "./byte-ledger.ts";

it("agrees with counting each byte by itself", () => {
  const size = 60;
  const claim = fc.tuple(
    fc.integer({ min: -3, max: 65 }),
    fc.integer({ min: -3, max: 65 }),
    fc.constantFrom("a", "b"),
  );
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 12 }), (claims) => {
      const ledger = new ByteLedger(size);
      const times = Array.from({ length: size }, () => 0);
      for (const [start, end, what] of claims) {
        ledger.claim(start, end, what);
        for (let i = Math.max(0, start); i < Math.min(size, end); i++) times[i] = (times[i] ?? 0) + 1;
      }
      const inside = (parts: readonly { start: number; end: number }[], i: number): boolean =>
        parts.some(({ start, end }) => i >= start && i < end);
      const gaps = ledger.gaps();
      const overlaps = ledger.overlaps(1000);
      for (let i = 0; i < size; i++) {
        expect(inside(gaps, i)).toBe(times[i] === 0);
        expect(inside(overlaps, i)).toBe((times[i] ?? 0) > 1);
      }
      expect(ledger.explained()).toBe(times.filter((n) => n > 0).length);
    }),
  );
});

it("a million neighbouring tensors cost one region", () => {
  const ledger = new ByteLedger(8_000_000);
  for (let i = 0; i < 1_000_000; i++) ledger.claim(i * 8, i * 8 + 8, "tensor");
  expect(ledger.regions()).toEqual([{ start: 0, end: 8_000_000, what: "tensor" }]);
  expect(ledger.gaps()).toEqual([]);
});

it("more parts than are kept are said to be so", () => {
  const ledger = new ByteLedger(100, 3);
  for (let i = 0; i < 5; i++) ledger.claim(i * 2, i * 2 + 1, `part ${i}`);
  expect(ledger.full).toBe(true);
  expect(ledger.map(2).map(({ what }) => what)).toEqual(["2 parts: part 0, …", "part 2"]);
});
