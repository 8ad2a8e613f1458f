import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Clock, Detector, InspectionContext, RemoteDetector, Signal } from "../../contracts/index.ts";
import { stages } from "../../contracts/index.ts";
import {
  answerOf,
  guardOn,
  partOf,
  plainInspect,
  prepared,
  requestOf,
  standingClock,
  wordDetector,
} from "../testing/sample.ts";
import { createInspectionCache } from "./inspection-cache.ts";
import { createPureInspector } from "./pure-inspector.ts";

const context = (given: Partial<InspectionContext> = {}): InspectionContext => ({
  instructions: [],
  canaries: [],
  userTexts: [],
  tools: [],
  ...given,
});

/** Finds the instructions, canaries or user texts in a text; prepares them once for each context. */
function contextual(field: "instructions" | "canaries" | "userTexts", onlyWith = ""): Detector {
  const prepared = new WeakMap<InspectionContext, readonly string[]>();
  return {
    ...wordDetector(`in-${field}`, []),
    inspect({ text, context: given }) {
      if (given === undefined || !text.includes(onlyWith)) return [];
      let wanted = prepared.get(given);
      if (wanted === undefined) prepared.set(given, (wanted = given[field]));
      return wanted.flatMap((word): Signal[] => {
        const start = text.indexOf(word);
        if (word === "" || start === -1) return [];
        const end = start + word.length;
        return [{ detector: `in-${field}`, rule: "in", category: "canary", score: 1, start, end, why: "" }];
      });
    },
  };
}

describe("remembering", () => {
  it("gives the same as not remembering, whatever the texts, roles and contexts", () => {
    const word = fc.constantFrom("ALPHA", "BETA", "x", "?");
    const text = fc.array(word, { maxLength: 4 }).map((list) => list.join(" "));
    const one = fc.record({
      text,
      stage: fc.constantFrom(...stages),
      role: fc.constantFrom("user" as const, "tool" as const),
      source: fc.option(fc.constantFrom("a", "b", "a\n\ninput"), { nil: undefined }),
      instructions: fc.array(word, { maxLength: 2 }),
      canaries: fc.array(word, { maxLength: 2 }),
      userTexts: fc.array(word, { maxLength: 1 }),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 30 }),
        fc.constantFrom(0, 3000, 1_000_000),
        (asked, cacheCharacters) => {
          const detectors = (): Detector[] => [
            wordDetector("words", ["ALPHA"]),
            contextual("instructions"),
            contextual("canaries", "?"),
            contextual("userTexts"),
          ];
          const options = { inspectText: plainInspect, budgets: new Map() };
          const remembering = createPureInspector({ ...options, detectors: detectors(), cacheCharacters });
          const contexts = new Map<string, InspectionContext>();
          for (const { text, stage, role, source, ...rest } of asked) {
            // Some exchanges share one context object.
            const key = JSON.stringify(rest.instructions);
            const given = contexts.get(key) ?? context(rest);
            contexts.set(key, given);
            const part = { stage, role, text, ...(source === undefined ? {} : { source }) };
            const naive = plainInspect(detectors(), { ...part, context: given });
            expect(remembering.inspect(part, given).signals).toEqual(naive);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("forgets no detector that was found to read the context while another was already known to", () => {
    const detectors = [contextual("canaries"), { ...contextual("canaries", "?"), id: "later" }];
    const remembering = createPureInspector({ detectors, inspectText: plainInspect, budgets: new Map() });
    const given = context({ canaries: ["ALPHA"] });
    const look = (text: string) =>
      remembering.inspect({ stage: "output", role: "assistant", text }, given).signals.length;
    expect(look("x")).toBe(0);
    expect([look("ALPHA ?"), look("ALPHA ?")]).toEqual([2, 2]);
  });

  it("makes a growing conversation cost only its new turn", async () => {
    const words = wordDetector("words", ["ALPHA"]);
    const guard = guardOn(
      await prepared("detectors: {words: true}\nsplitting: {turns: 0}", { pure: [words] }),
    );
    const texts = Array.from({ length: 50 }, (_, i) => `turn ${i} ${"text ".repeat(100)}`);
    for (let n = 1; n <= texts.length; n++) await guard.checkRequest(requestOf(texts.slice(0, n)));
    expect(words.asked.times).toBe(50);
    expect(words.asked.characters).toBe(texts.join("").length);
  });

  it("keeps to its bound under a flood, and keeps what is used", () => {
    const cache = createInspectionCache(100_000);
    const kept = "kept ".repeat(10);
    cache.set("s", kept, []);
    for (let i = 0; i < 5000; i++) {
      cache.set("s", `${i} ${"x".repeat(i % 500)}`, []);
      expect(cache.get("s", kept)).toEqual([]);
      expect(cache.characters).toBeLessThanOrEqual(100_000);
    }
    expect(cache.get("s", "0 ")).toBeUndefined();
    cache.set("s", "y".repeat(200_000), []);
    expect(cache.get("s", "y".repeat(200_000))).toBeUndefined();
  });

  it("never takes one long text for another of the same length", () => {
    const cache = createInspectionCache(1_000_000);
    const long = "a".repeat(20_000);
    cache.set("s", `${long}b`, []);
    expect(cache.get("s", `${long}c`)).toBeUndefined();
    expect(cache.get("s", `${long}b`)).toEqual([]);
    expect(cache.get("t", `${long}b`)).toBeUndefined();
  });

  it("looks up many long texts that only differ at their end without comparing them all", () => {
    const cache = createInspectionCache(40_000_000);
    const long = "a".repeat(17_000);
    for (let i = 0; i < 1000; i++) cache.set("s", long + String(i).padStart(4, "0"), []);
    for (let i = 0; i < 1000; i++) expect(cache.get("s", long + String(i).padStart(4, "0"))).toEqual([]);
  });
});

describe("texts of several turns", () => {
  const yaml = (detectors: string): string =>
    `detectors: {words: true}\nsplitting: {turns: 3, characters: 200, detectors: [${detectors}]}\nrules: [{id: r, when: {signals: {}}, action: block}]`;
  const split = wordDetector("words", ["ALPHA\nBETA", "ONE"]);

  it("are read as one, and what reaches across a seam is placed on both sides", async () => {
    const guard = guardOn(await prepared(yaml("words"), { pure: [split] }));
    const decision = await guard.checkRequest(
      requestOf(["say ALPHA", partOf("-", { at: "/a", role: "assistant" }), "BETA now"]),
    );
    expect(decision.action).toBe("block");
    expect(decision.signals).toMatchObject([
      { part: "/messages/0/content", start: 4, end: 9, view: ["joined"] },
      { part: "/messages/2/content", start: 0, end: 4, view: ["joined"] },
    ]);
  });

  it("are not joined over stages or roles, nor for detectors that were not named", async () => {
    const guard = guardOn(await prepared(yaml("words"), { pure: [split] }));
    const tool = partOf("BETA", { at: "/t", stage: "tool-result", role: "tool" });
    expect((await guard.checkRequest(requestOf(["ALPHA", tool]))).action).toBe("allow");
    const other = guardOn(await prepared(yaml("other"), { pure: [split] }));
    expect((await other.checkRequest(requestOf(["ALPHA", "BETA"]))).action).toBe("allow");
  });

  it("are read without a seam where they are parts of an answer, for keys only", async () => {
    const decide = async (category: "secret" | "prompt-injection") => {
      const halves = wordDetector("words", ["ALPHABET"], { category });
      const guard = guardOn(await prepared(yaml("none"), { pure: [halves] }));
      return await guard.checkResponse(requestOf(["hi"]), answerOf("the key is ALP", "HABET."));
    };
    expect((await decide("secret")).signals).toMatchObject([
      { part: "/choices/0/message/content", start: 11, end: 14 },
      { part: "/choices/1/message/content", start: 0, end: 5 },
    ]);
    expect((await decide("prompt-injection")).action).toBe("allow");
  });

  it("say nothing again that a turn says alone", async () => {
    const guard = guardOn(await prepared(yaml("words"), { pure: [split] }));
    const { signals } = await guard.checkRequest(requestOf(["ONE", "two", "three"]));
    expect(signals).toHaveLength(1);
  });

  it("cost a window for each new turn", async () => {
    const asked = wordDetector("words", ["x"]);
    const guard = guardOn(await prepared(yaml("words"), { pure: [asked] }));
    const texts = Array.from({ length: 40 }, (_, i) => `turn number ${i}`);
    for (let n = 1; n <= texts.length; n++) await guard.checkRequest(requestOf(texts.slice(0, n)));
    expect(asked.asked.times).toBe(40 + 39);
  });
});

describe("remote detectors", () => {
  const remote = (inspect: RemoteDetector["inspect"]): RemoteDetector => ({
    id: "far",
    version: "1",
    about: "",
    stages: ["input"],
    onError: "closed",
    deadlineMs: 50,
    inspect,
  });
  const found = (text: string): readonly Signal[] => [
    { detector: "x", rule: "bad", category: "jailbreak", score: 1, start: 0, end: text.length, why: "" },
  ];
  const guardWith = async (inspect: RemoteDetector["inspect"], more = "", clock: Clock = standingClock()) =>
    guardOn(
      await prepared(
        `detectors: {far: {endpoint: "https://far.example"${more}}}\nrules: [{id: r, when: {signals: {detectors: [far]}}, action: block}]`,
        {
          pure: [],
          remote: { far: ({ onError }) => ({ ...remote(inspect), onError }) },
        },
      ),
      { clock },
    );

  it("are asked once for each text and remembered", async () => {
    const asked: string[] = [];
    const guard = await guardWith(async ({ text, principal }) => {
      expect(principal).toBeUndefined();
      asked.push(text);
      return text === "bad" ? found(text) : [];
    });
    expect((await guard.checkRequest(requestOf(["good"]))).action).toBe("allow");
    const decision = await guard.checkRequest(requestOf(["good", "bad"]));
    expect(decision.hits[0]?.signals).toMatchObject([{ detector: "far", part: "/messages/1/content" }]);
    await guard.checkRequest(requestOf(["good", "bad", "more"]));
    expect(asked).toEqual(["good", "bad", "more"]);
  });

  it("are remembered together with what they read of the context", async () => {
    const guard = await guardWith(async ({ text, context: given }) =>
      given?.userTexts.includes("evil") === true ? found(text) : [],
    );
    const say = (userTexts: readonly string[]) => requestOf(["same"], { context: context({ userTexts }) });
    expect((await guard.checkRequest(say(["fine"]))).action).toBe("allow");
    expect((await guard.checkRequest(say(["evil"]))).action).toBe("block");
  });

  it.each([
    ["", "block", false],
    [", onError: open", "allow", true],
  ])("that fail%s → %s", async (more, action, opened) => {
    const guard = await guardWith(() => Promise.reject(new Error("secret text")), more);
    const decision = await guard.checkRequest(requestOf(["x"]));
    expect(decision.action).toBe(action);
    expect(decision.failures).toEqual([
      { detector: "far", opened, reason: "It could not be asked, or its answer could not be read." },
    ]);
  });

  it("that miss the deadline are given up, and told so", async () => {
    let aborted = false;
    const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };
    const guard = await guardWith(
      (_, deadline) =>
        new Promise(() => {
          deadline.addEventListener("abort", () => (aborted = true));
        }),
      "",
      clock,
    );
    const decision = await guard.checkRequest(requestOf(["x"]));
    expect(decision.action).toBe("block");
    expect(decision.failures[0]?.reason).toBe("It missed its deadline of 50 ms.");
    expect(aborted).toBe(true);
  });
});
