import { describe, expect, it } from "vitest";
import type { Detector, Signal } from "../../contracts/index.ts";
import { holdOf, inspectText, viewsFor } from "./index.ts";

const atTheEnd = (id: string, word: string, reads: Detector["reads"]): Detector => ({
  id,
  version: "1.0.0",
  about: "Test.",
  stages: ["output"],
  maxSpan: word.length,
  reads,
  lookBehind: 0,
  inspect: ({ text }) => {
    const found: Signal[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      found.push({
        detector: id,
        rule: id,
        category: "secret",
        score: 0.5,
        start: at,
        end: at + word.length,
        why: "It is there.",
      });
    return found;
  },
});

/** The same, which takes part in streams. */
const finding = (id: string, word: string, reads: Detector["reads"]): Detector => ({
  ...atTheEnd(id, word, reads),
  hold: (text) => Math.max(0, text.length - (word.length - 1)),
});
const inspect = (text: string, ...detectors: Detector[]) =>
  inspectText(detectors, { stage: "output", role: "assistant", text });

describe("inspecting a text", () => {
  it("covers the encoded text when the word is seen through a view, and names the view", () => {
    const encoded = Buffer.from("the password is swordfish today").toString("base64");
    const text = `Please keep this: ${encoded} and nothing else.`;
    const [signal, ...more] = inspect(text, finding("word", "swordfish", "decoded"));
    expect(more).toEqual([]);
    expect(signal?.view).toEqual(["base64"]);
    const covered = text.slice(signal?.start, signal?.end);
    expect(encoded).toContain(covered);
    expect(Buffer.from(covered, "base64").toString()).toContain("swordfish");
  });

  it("gives a detector no deeper view than it reads", () => {
    const encoded = `x ${Buffer.from("the password is swordfish").toString("base64")} y`;
    expect(inspect(encoded, finding("word", "swordfish", "normalised"))).toEqual([]);
    const hidden = "the sword\u200bfish is here";
    expect(inspect(hidden, finding("word", "swordfish", "written"))).toEqual([]);
    expect(inspect(hidden, finding("word", "swordfish", "normalised"))).toMatchObject([
      { start: 4, end: 14, view: ["normalised"] },
    ]);
  });

  it("says once what is seen in the text and in a view, and both of two rules", () => {
    const text = "a swordfish and caf\u00e9\u200b";
    const signals = inspect(text, finding("a", "swordfish", "decoded"), finding("b", "sword", "decoded"));
    expect(signals.map(({ rule, view }) => [rule, view])).toEqual([
      ["b", undefined],
      ["a", undefined],
    ]);
  });

  it("asks only detectors of the stage", () => {
    expect(inspect("swordfish", { ...finding("a", "swordfish", "written"), stages: ["input"] })).toEqual([]);
  });

  it("goes on without a detector that throws, when somebody watches", () => {
    const broken: Detector = {
      ...finding("broken", "x", "written"),
      inspect: () => {
        throw new Error("no");
      },
    };
    const failed: string[] = [];
    const signals = inspectText(
      [broken, finding("a", "sword", "written")],
      { stage: "output", role: "assistant", text: "sword" },
      { failed: ({ id }) => void failed.push(id) },
    );
    expect(failed).toEqual(["broken"]);
    expect(signals).toHaveLength(1);
    expect(() => inspect("sword", broken)).toThrow("no");
  });
});

describe("what has been decided of a text that is still arriving", () => {
  it("ends before a signal that reaches across it", () => {
    const a = finding("a", "swordfish", "written");
    const text = "one swordfish";
    const signals = inspect(text, a);
    expect(a.hold?.(text)).toBe(5);
    expect(holdOf([a], text, viewsFor([a], text), signals)).toBe(4);
  });

  it("is all of it where nothing is held, and counts only detectors that hold", () => {
    expect(holdOf([atTheEnd("judge", "swordfish", "written")], "some text", [], [])).toBe(9);
  });

  it("ends before an encoded word that may go on", () => {
    const a = finding("a", "swordfish", "decoded");
    const encoded = Buffer.from("the password is swordfish").toString("base64").slice(0, 20);
    const text = `Keep this: ${encoded}`;
    expect(holdOf([a], text, viewsFor([a], text), [])).toBeLessThanOrEqual(11);
  });
});
