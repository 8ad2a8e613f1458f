import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manualClock } from "../testing/manual-clock.ts";
import { boundedEntries } from "./bounded-entries.ts";
import { memoryState } from "./memory-state.ts";

describe("memory that is bounded", () => {
  it("lets the least recently used go, and counts what it forgot", async () => {
    const state = memoryState({ clock: manualClock(), maxEntries: 3 });
    const window = { capacity: 2, perSecond: 0, resetSeconds: 60 };
    for (const key of ["a", "b", "c"]) await state.take(key, window, 1);
    await state.take("a", window, 1);
    await state.take("d", window, 1);
    expect(state.counts).toMatchObject({ entries: 3, evicted: 1 });
    expect((await state.take("a", window, 1)).taken).toBe(false);
    expect((await state.take("b", window, 0)).left).toBe(2);
  });

  it("counts bytes as well, and does not call it forgotten when the time was over", async () => {
    const clock = manualClock();
    const state = memoryState({ clock, maxBytes: 10_000 });
    for (let i = 0; i < 8; i += 1) await state.update(`k${i}`, 10, () => ["x".repeat(1_000), undefined]);
    expect(state.counts.bytes).toBeLessThanOrEqual(10_000);
    expect(state.counts.evicted).toBe(0);
    clock.advance(11_000);
    for (let i = 0; i < 8; i += 1) await state.update(`l${i}`, 10, () => ["x".repeat(1_000), undefined]);
    expect(state.counts.evicted).toBe(0);
    for (let i = 0; i < 8; i += 1) await state.update(`m${i}`, 10, () => ["x".repeat(1_000), undefined]);
    expect(state.counts.evicted).toBeGreaterThan(0);
    expect(state.counts.bytes).toBeLessThanOrEqual(10_000);
  });

  it("drops what has expired although nobody asks for it again", async () => {
    const clock = manualClock();
    const state = memoryState({ clock });
    for (let i = 0; i < 1_000; i += 1) await state.update(`old${i}`, 10, () => [i, undefined]);
    clock.advance(10_001);
    for (let i = 0; i < 1_000; i += 1) await state.update("new", 10, () => [i, undefined]);
    expect(state.counts).toMatchObject({ entries: 1, evicted: 0 });
  });

  it("keeps its books: bytes are those of what is there, whatever was written", () => {
    const act = fc.record({
      key: fc.nat(9).map(String),
      bytes: fc.nat(500),
      until: fc.nat(30),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const entries = boundedEntries<number>(6, 1_500);
        acts.forEach(({ key, bytes, until, gone }, now) => {
          if (gone) entries.delete(key);
          else entries.set(key, { value: now, bytes, expiresAt: until }, now);
          const { entries: count, bytes: total } = entries.counts;
          expect(count).toBeLessThanOrEqual(6);
          expect(total).toBeLessThanOrEqual(1_500);
          expect(total).toBeGreaterThanOrEqual(count * 101);
        });
        for (let key = 0; key < 10; key += 1) entries.delete(String(key));
        expect(entries.counts).toMatchObject({ entries: 0, bytes: 0 });
      }),
    );
  });

  it("makes a window no longer when the clock is set back", async () => {
    let now = 1_000_000;
    const state = memoryState({ clock: { now: () => now } });
    const window = { capacity: 1, perSecond: 0, resetSeconds: 60 };
    await state.take("k", window, 1);
    now -= 900_000;
    expect((await state.take("k", window, 1)).retryAfter).toBeLessThanOrEqual(60);
  });
});
