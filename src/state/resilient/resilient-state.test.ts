import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { stateErrors } from "../errors.ts";
import { memoryState } from "../memory/memory-state.ts";
import type { RemoteState } from "../redis/redis-state.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { resilientState, type StateChange } from "./resilient-state.ts";

function setUp(onLoss: "closed" | "local") {
  const clock = manualClock();
  const shared = memoryState({ clock });
  let gone = false;
  let asked = 0;
  const guarded = async <T>(operation: () => Promise<T>): Promise<T> => {
    asked += 1;
    if (gone) throw stateErrors.unavailable("gone");
    return operation();
  };
  const remote: RemoteState = {
    update: (...args) => guarded(() => shared.update(...args)),
    take: (...args) => guarded(() => shared.take(...args)),
    give: (...args) => guarded(() => shared.give(...args)),
    enter: (...args) => guarded(() => shared.enter(...args)),
    ping: () => guarded(async () => undefined),
    close: async () => undefined,
  };
  const changes: StateChange[] = [];
  const state = resilientState(remote, { onLoss, clock, onChange: (change) => changes.push(change) });
  return {
    clock,
    state,
    changes,
    setGone: (now: boolean) => {
      gone = now;
    },
    asked: () => asked,
    later: async (ms: number) => {
      clock.advance(ms);
      for (let i = 0; i < 5; i += 1) await turn();
    },
  };
}

const two = { capacity: 2, perSecond: 0, resetSeconds: 3_600 };

describe("shared state that may be gone", () => {
  it("closed: every operation fails at once, without asking again, until a probe finds it back", async () => {
    const { state, setGone, asked, later, changes } = setUp("closed");
    await state.take("k", two, 1);
    setGone(true);
    for (let i = 0; i < 20; i += 1)
      await expect(state.take("k", two, 1)).rejects.toMatchObject({ code: "STATE_UNAVAILABLE" });
    expect(asked()).toBe(2);
    await later(1_000);
    expect(asked()).toBe(3);
    expect(state.report).toEqual({ available: false, losses: 1, lostMs: 1_000, local: 0, refused: 20 });
    setGone(false);
    await later(1_000);
    expect(await state.take("k", two, 1)).toMatchObject({ taken: true, left: 0 });
    expect(state.report).toEqual({ available: true, losses: 1, lostMs: 2_000, local: 0, refused: 20 });
    expect(changes).toMatchObject([
      { kind: "lost", onLoss: "closed", why: "gone" },
      { kind: "recovered", onLoss: "closed", report: { lostMs: 2_000 } },
    ]);
    await state.close();
  });

  it("local: counts by itself, says how often and how long, and forgets it for the next loss", async () => {
    const { state, setGone, later } = setUp("local");
    await state.take("k", two, 2);
    setGone(true);
    const taken = [];
    for (let i = 0; i < 3; i += 1) taken.push((await state.take("k", two, 1)).taken);
    expect(taken).toEqual([true, true, false]);
    expect(state.report).toMatchObject({ available: false, local: 3, refused: 0 });
    setGone(false);
    await later(1_000);
    expect((await state.take("k", two, 1)).taken).toBe(false);
    setGone(true);
    expect((await state.take("k", two, 2)).taken).toBe(true);
    expect(state.report).toMatchObject({ available: false, losses: 2, local: 4 });
    await state.close();
  });

  it("gives nothing to the shared state that was taken while it was gone", async () => {
    const { state, setGone, later } = setUp("local");
    await state.take("k", two, 2);
    await later(5);
    setGone(true);
    const { receipt } = await state.take("k", two, 2);
    setGone(false);
    await later(1_000);
    await state.give("k", two, 2, receipt);
    expect((await state.take("k", two, 1)).taken).toBe(false);
    await state.close();
  });

  it("passes on failures that are not a loss", async () => {
    const { state } = setUp("local");
    await expect(state.take("", two, 1)).rejects.toMatchObject({ code: "STATE_BAD_ARGUMENT" });
    expect(state.report).toMatchObject({ available: true, losses: 0 });
    await state.close();
  });

  it("stops looking when it is closed", async () => {
    const { state, setGone, clock } = setUp("closed");
    setGone(true);
    await state.take("k", two, 1).catch(() => undefined);
    expect(clock.sleeping).toBe(1);
    await state.close();
    expect(clock.sleeping).toBe(0);
  });
});
