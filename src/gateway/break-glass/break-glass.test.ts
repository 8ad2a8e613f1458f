import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKey, signNote } from "../../evidence/index.ts";
import { readOrder, signOrder, type OrderDraft } from "./order.ts";
import { watchBreakGlass, type BreakGlassNotice } from "./watch.ts";

const key = createKey();
const start = Date.UTC(2026, 0, 2, 3);
const hour = 3_600_000;
const draft: OrderDraft = {
  gateway: "shop",
  who: "alice",
  why: "the model is down",
  from: start,
  until: start + hour,
};
const text = signOrder(draft, key);
const anything = { route: "default", rules: ["no-secrets"] };
const about = { gateway: "shop", keys: [key.publicKey], now: start };

describe("an order", () => {
  it("says who, why and until when, to whoever reads it", () => {
    expect(readOrder(text, about)).toMatchObject({
      ok: true,
      until: start + hour,
      order: { who: "alice", why: "the model is down", gateway: "shop" },
    });
  });

  it.each([
    ["is over", { now: start + hour }, "over"],
    ["has not begun", { now: start - hour }, "not-yet"],
    ["is for another gateway", { gateway: "bank" }, "other-gateway"],
    ["is signed by a key nobody named", { keys: [createKey().publicKey] }, "unsigned"],
    ["meets a gateway without keys", { keys: [] }, "unsigned"],
  ])("that %s has no effect", (_, more, why) => {
    expect(readOrder(text, { ...about, ...more })).toEqual({ ok: false, why });
  });

  it("with any byte changed has no effect", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        if (changed !== text) expect(readOrder(changed, about).ok).toBe(false);
      }),
    );
  });

  it("that lasts longer than four hours is not signed, and not obeyed when another program signed it", () => {
    expect(() => signOrder({ ...draft, until: start + 5 * hour }, key)).toThrow(/four hours/);
    const [line = ""] = text.split("\n");
    const long = line.replace(new Date(start + hour).toISOString(), new Date(start + 5 * hour).toISOString());
    expect(readOrder(signNote(`${long}\n`, "bartizan-break-glass", key), about)).toEqual({
      ok: false,
      why: "too-long",
    });
  });

  it("needs a person and a reason", () => {
    for (const wrong of [{ who: " " }, { why: "" }, { gateway: "" }])
      expect(() => signOrder({ ...draft, ...wrong }, key)).toThrow(
        expect.objectContaining({ code: "BREAK_GLASS_BAD_ORDER" }),
      );
  });

  it("never throws at what is none", () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(readOrder(any, about).ok).toBe(false);
      }),
    );
    expect(readOrder("x".repeat(1e6), about)).toEqual({ ok: false, why: "unreadable" });
  });
});

function watched(first: string | undefined) {
  const state = { file: first, now: start, failing: false };
  const notices: BreakGlassNotice[] = [];
  const watch = watchBreakGlass({
    read: () => (state.failing ? Promise.reject(new Error("gone")) : Promise.resolve(state.file)),
    gateway: "shop",
    keys: [key.publicKey],
    clock: { now: () => state.now },
    notify: (notice) => notices.push(notice),
  });
  return { state, notices, watch, kinds: () => notices.map(({ kind }) => kind) };
}

describe("the watch", () => {
  it("opens, reminds every ten minutes, and closes at the very end", async () => {
    const { state, watch, kinds } = watched(text);
    await watch.look();
    expect(watch.current(anything)).toMatchObject({ until: start + hour });
    for (let minute = 1; minute < 60; minute++) {
      state.now = start + minute * 60_000;
      await watch.look();
    }
    expect(kinds()).toEqual(["opened", "open", "open", "open", "open", "open"]);
    state.now = start + hour;
    // Before anybody looked at the file.
    expect(watch.current(anything)).toBeUndefined();
    await watch.look();
    await watch.look();
    expect(kinds().slice(6)).toEqual(["closed"]);
  });

  it.each([
    ["is taken away", { file: undefined }],
    ["cannot be read", { failing: true }],
    ["is replaced by nonsense", { file: "nonsense" }],
  ])("closes when its file %s", async (_, change) => {
    const { state, notices, watch } = watched(text);
    await watch.look();
    Object.assign(state, change);
    await watch.look();
    expect(watch.current(anything)).toBeUndefined();
    expect(notices[1]).toMatchObject({ kind: "closed", why: "withdrawn" });
  });

  it("alarms once about an order that has no effect", async () => {
    const { notices, watch } = watched(signOrder(draft, createKey()));
    await watch.look();
    await watch.look();
    expect(watch.current(anything)).toBeUndefined();
    expect(notices).toEqual([{ kind: "refused", why: "unsigned" }]);
  });

  it("covers only the routes and rules that were named, and then no failed guard", async () => {
    const { watch } = watched(signOrder({ ...draft, routes: ["chat"], rules: ["a", "b"] }, key));
    await watch.look();
    expect(watch.current({ route: "chat", rules: ["a"] })).toBeDefined();
    for (const stopped of [
      { route: "other", rules: ["a"] },
      { route: "chat", rules: ["a", "c"] },
      { route: "chat", rules: [] },
      { rules: ["a"] },
    ])
      expect(watch.current(stopped)).toBeUndefined();
  });

  it("takes a new order in place of an old one", async () => {
    const { state, watch, kinds } = watched(text);
    await watch.look();
    state.file = signOrder({ ...draft, until: start + 2 * hour }, key);
    await watch.look();
    expect(kinds()).toEqual(["opened", "closed", "opened"]);
    expect(watch.current(anything)?.until).toBe(start + 2 * hour);
  });
});
