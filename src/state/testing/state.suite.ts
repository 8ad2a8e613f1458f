import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StateStore, TokenBucket } from "../../contracts/index.ts";

/** One shared state as two replicas see it, and a way to let time pass. */
export interface StateUnderTest {
  readonly a: StateStore;
  readonly b: StateStore;
  elapse(ms: number): Promise<void>;
  close(): Promise<void>;
}

const steady: TokenBucket = { capacity: 10, perSecond: 0.001 };
const window: TokenBucket = { capacity: 10, perSecond: 0, resetSeconds: 3_600 };
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The contract of a `StateStore`. Windows are hours long, so that no test hangs on how fast a machine is. */
export function stateSuite(name: string, open: () => Promise<StateUnderTest>): void {
  describe(`shared state in ${name}`, () => {
    let state: StateUnderTest;
    let keys = 0;
    let key = "";
    beforeAll(async () => {
      state = await open();
    });
    afterAll(async () => state.close());
    beforeEach(() => {
      key = `k${(keys += 1)}`;
    });

    describe("update", () => {
      const add = (amount: number) => (value: number | undefined) =>
        [(value ?? 0) + amount, value ?? 0] as const;

      it("starts with nothing, and gives each step what the last one left", async () => {
        expect(await state.a.update(key, 60, add(5))).toBe(0);
        expect(await state.b.update(key, 60, add(1))).toBe(5);
        expect(await state.a.update(key, 60, add(0))).toBe(6);
      });

      it("keeps any JSON as it was", async () => {
        await fc.assert(
          fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.nat(), async (value, n) => {
            const plain = JSON.parse(JSON.stringify(value)) as never;
            await state.a.update(`json${keys}-${n}`, 60, () => [plain, undefined]);
            const seen = await state.b.update<never, unknown>(`json${keys}-${n}`, 60, (v) => [plain, v]);
            expect(seen).toEqual(plain);
          }),
          { numRuns: 50 },
        );
      });

      it("loses no step when two replicas race", async () => {
        const steps = Array.from({ length: 300 }, (_, i) =>
          (i % 2 === 0 ? state.a : state.b).update(key, 60, add(i)),
        );
        const seen = await Promise.all(steps);
        expect(await state.a.update(key, 60, add(0))).toBe(sum(Array.from({ length: 300 }, (_, i) => i)));
        // Each saw another value: the steps stood in one line. (The first amount is 0.)
        expect(new Set(seen).size).toBeGreaterThanOrEqual(299);
      });

      it("fails alone when a step throws, and changes nothing", async () => {
        await state.a.update(key, 60, add(3));
        const steps = await Promise.allSettled([
          state.a.update(key, 60, add(1)),
          state.a.update(key, 60, () => {
            throw new Error("this one only");
          }),
          state.a.update(key, 60, add(1)),
        ]);
        expect(steps.map((step) => step.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
        expect(await state.a.update(key, 60, add(0))).toBe(5);
      });

      it("forgets after its time, counted from the last step", async () => {
        await state.a.update(key, 1_000, add(1));
        await state.elapse(600_000);
        await state.a.update(key, 1_000, add(1));
        await state.elapse(600_000);
        expect(await state.b.update(key, 1_000, add(1))).toBe(2);
        await state.elapse(1_100_000);
        expect(await state.b.update(key, 1_000, add(1))).toBe(0);
      });

      it("refuses what is too large, too deep or not JSON, and keeps what was", async () => {
        await state.a.update<string, void>(key, 60, () => ["before", undefined]);
        let deep: unknown = 1;
        for (let i = 0; i < 100; i += 1) deep = [deep];
        for (const value of ["x".repeat(300_000), [["y".repeat(200_000)], "y".repeat(100_000)], deep, NaN])
          await expect(state.a.update(key, 60, () => [value as string, undefined])).rejects.toMatchObject({
            code: "STATE_TOO_LARGE",
          });
        expect(await state.a.update<string, unknown>(key, 60, (value) => ["", value])).toBe("before");
      });
    });

    describe.each([
      ["a bucket that refills", steady],
      ["a window", window],
    ])("%s", (_, bucket) => {
      it("is full at first and refuses when it is empty, taking nothing", async () => {
        expect(await state.a.take(key, bucket, 4)).toMatchObject({ taken: true, retryAfter: 0 });
        expect((await state.b.take(key, bucket, 4)).left).toBeCloseTo(2, 1);
        for (let i = 0; i < 5; i += 1) {
          const refused = await state.a.take(key, bucket, 4);
          expect(refused.taken).toBe(false);
          expect(refused.left).toBeCloseTo(2, 1);
        }
        expect((await state.b.take(key, bucket, 2)).taken).toBe(true);
      });

      it("never gives what is more than it holds", async () => {
        const refused = await state.a.take(key, bucket, 11);
        expect(refused).toMatchObject({ taken: false, left: 10, retryAfter: Infinity, resetAfter: 0 });
      });

      it("gives out exactly what it holds when two replicas race", async () => {
        const taken = await Promise.all(
          Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? state.a : state.b).take(key, bucket, 1)),
        );
        expect(taken.filter((one) => one.taken)).toHaveLength(10);
      });

      it("takes back what was not used, up to full", async () => {
        const { receipt } = await state.a.take(key, bucket, 8);
        await state.b.give(key, bucket, 5, receipt);
        expect((await state.a.take(key, bucket, 0)).left).toBeCloseTo(7, 1);
        await state.a.give(key, bucket, 100);
        expect((await state.a.take(key, bucket, 0)).left).toBe(10);
        await state.a.give(`${key}-never`, bucket, 5);
        expect((await state.a.take(`${key}-never`, bucket, 0)).left).toBe(10);
      });

      it("goes below zero for what was used beyond", async () => {
        await state.a.take(key, bucket, 9);
        await state.a.give(key, bucket, -6);
        expect((await state.a.take(key, bucket, 0)).left).toBeCloseTo(-5, 1);
        expect((await state.a.take(key, bucket, 1)).taken).toBe(false);
      });

      it("holds a changed capacity at once", async () => {
        await state.a.take(key, bucket, 10);
        expect((await state.a.take(key, { ...bucket, capacity: 15 }, 5)).taken).toBe(true);
        expect((await state.a.take(key, bucket, 0)).left).toBeCloseTo(-5, 1);
      });
    });

    it("a bucket refills steadily, and is there when it said it would be", async () => {
      await state.a.take(key, steady, 10);
      const { retryAfter, resetAfter } = await state.a.take(key, steady, 3);
      expect(retryAfter).toBeCloseTo(3_000, -2);
      expect(resetAfter).toBeCloseTo(10_000, -2);
      await state.elapse(1_500_000);
      expect((await state.a.take(key, steady, 3)).taken).toBe(false);
      await state.elapse(retryAfter * 1000 - 1_500_000);
      expect((await state.a.take(key, steady, 3)).taken).toBe(true);
    });

    it("a window begins with the first taking and is full again when it is over, not before", async () => {
      await state.a.take(key, window, 4);
      await state.elapse(3_000_000);
      await state.a.take(key, window, 6);
      const { taken, retryAfter } = await state.a.take(key, window, 1);
      expect(taken).toBe(false);
      expect(retryAfter).toBeGreaterThan(500);
      expect(retryAfter).toBeLessThanOrEqual(600);
      await state.elapse(retryAfter * 1000);
      expect((await state.a.take(key, window, 10)).left).toBe(0);
    });

    it("a window takes nothing back that was taken from the one before", async () => {
      const { receipt } = await state.a.take(key, window, 8);
      await state.elapse(3_600_000);
      await state.a.take(key, window, 6);
      await state.a.give(key, window, 8, receipt);
      expect((await state.a.take(key, window, 0)).left).toBe(4);
      await state.a.give(key, window, -1, receipt);
      expect((await state.a.take(key, window, 0)).left).toBe(3);
    });

    it("takes nothing back that another store gave", async () => {
      await state.a.take(key, window, 8);
      await state.a.give(key, window, 8, "x:1");
      expect((await state.a.take(key, window, 0)).left).toBe(2);
    });

    it("a bucket without refill or window is never full again", async () => {
      const once: TokenBucket = { capacity: 2, perSecond: 0 };
      await state.a.take(key, once, 2);
      await state.elapse(40 * 365 * 86_400_000);
      expect(await state.a.take(key, once, 1)).toMatchObject({ taken: false, retryAfter: Infinity });
    });

    it("agrees with a plain ledger over any order of taking and giving", async () => {
      const act = fc.record({
        give: fc.boolean(),
        amount: fc.nat(7),
        late: fc.constantFrom(0, 0, 0, 1_800_000, 3_600_000),
        by: fc.boolean(),
      });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
          const at = `${key}-${(runs += 1)}`;
          let [used, age] = [0, undefined as number | undefined];
          for (const { give, amount, late, by } of acts) {
            if (late > 0) {
              await state.elapse(late);
              if (age !== undefined) age += late;
            }
            if (age !== undefined && age >= 3_600_000) [used, age] = [0, undefined];
            const store = by ? state.a : state.b;
            if (give) {
              await store.give(at, window, amount);
              used = Math.max(0, used - amount);
              continue;
            }
            const fits = used + amount <= 10;
            const taken = await store.take(at, window, amount);
            expect(taken.taken).toBe(fits);
            if (fits) used += amount;
            if (used > 0) age ??= 0;
            expect(taken.left).toBe(10 - used);
          }
        }),
        { numRuns: 30 },
      );
    });

    describe("leases", () => {
      it("are no more than the limit, whoever enters", async () => {
        const entered = await Promise.all(
          Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? state.a : state.b).enter(key, 7, 60)),
        );
        expect(entered.filter((lease) => lease !== undefined)).toHaveLength(7);
      });

      it("make room when they leave, and only once", async () => {
        const first = await state.a.enter(key, 2, 60);
        await state.b.enter(key, 2, 60);
        expect(await state.b.enter(key, 2, 60)).toBeUndefined();
        await first?.leave();
        await first?.leave();
        expect(await state.b.enter(key, 2, 60)).toBeDefined();
        expect(await state.b.enter(key, 2, 60)).toBeUndefined();
      });

      it("end by themselves, unless they stay", async () => {
        const stays = await state.a.enter(key, 2, 1_000);
        const ends = await state.a.enter(key, 2, 1_000);
        await state.elapse(700_000);
        expect(await stays?.stay()).toBe(true);
        await state.elapse(700_000);
        expect(await ends?.stay()).toBe(false);
        expect(await state.b.enter(key, 2, 1_000)).toBeDefined();
        expect(await state.b.enter(key, 2, 1_000)).toBeUndefined();
        expect(await stays?.stay()).toBe(true);
        await ends?.leave();
        expect(await state.b.enter(key, 2, 1_000)).toBeUndefined();
      });

      it("of a limit of none are none", async () => {
        expect(await state.a.enter(key, 0, 60)).toBeUndefined();
      });
    });

    it("keeps values, buckets and leases of one name apart", async () => {
      await state.a.update(key, 60, () => ["value", undefined]);
      await state.a.take(key, window, 1);
      expect(await state.a.enter(key, 1, 60)).toBeDefined();
      expect((await state.a.take(key, window, 1)).left).toBe(8);
      expect(await state.a.update<string, unknown>(key, 60, (value) => ["", value])).toBe("value");
    });

    it("refuses keys and numbers that cannot be", async () => {
      const wrong = [
        ...["", "with space", "{brace", "line\n", "é", "x".repeat(513)].map(
          (name) => () => state.a.take(name, window, 1),
        ),
        ...[-1, NaN, Infinity].map((cost) => () => state.a.take(key, window, cost)),
        () => state.a.give(key, window, NaN),
        () => state.a.take(key, { ...window, capacity: -1 }, 1),
        () => state.a.take(key, { ...window, resetSeconds: 0 }, 1),
        () => state.a.enter(key, -1, 60),
        () => state.a.enter(key, 1, 0),
        () => state.a.update(key, NaN, () => [1, 1]),
      ];
      for (const call of wrong) await expect(call()).rejects.toMatchObject({ code: "STATE_BAD_ARGUMENT" });
    });
  });
}
