import { describe, expect, it } from "vitest";
import type { PlacedSignal } from "../../contracts/index.ts";
import { partOf } from "../testing/sample.ts";
import { keepContent, openContent } from "./keep-content.ts";

const key = new Uint8Array(32).fill(1);
const part = partOf("my KEY is here, mail x", { at: "/a" });
const seen = (category: PlacedSignal["category"], start: number, end: number): PlacedSignal => ({
  detector: "d",
  rule: "r",
  category,
  score: 1,
  start,
  end,
  why: "",
  part: "/a",
});
const keep = (kept: "none" | "hmac" | "redacted" | "full" | "encrypted", given = {}) =>
  keepContent({
    policy: { content: { input: kept } },
    keys: { hash: key, content: key },
    parts: [part, partOf("other stage", { at: "/b", stage: "output" })],
    signals: [],
    edits: [],
    failures: [],
    ...given,
  });

describe("kept content", () => {
  it("is only what the policy names", () => {
    expect(keep("none")).toEqual([]);
    expect(keep("full")).toEqual([{ part: "/a", stage: "input", kept: "full", value: part.text }]);
  });

  it("kept redacted holds nothing confidential, whether a rule acted or watched, nor what replaced it", () => {
    const signals = [seen("secret", 3, 6), seen("jailbreak", 0, 2), seen("personal-data", 5, 9)];
    const edits = [{ part: "/a", start: 21, end: 22, replacement: "[[X_1]]", rule: "r" }];
    expect(keep("redacted", { signals, edits })[0]?.value).toBe("my [REDACTED] here, mail [REDACTED]");
  });

  it("is not kept redacted where a detector failed, and kept blank where all of it is confidential", () => {
    expect(keep("redacted", { failures: [{ detector: "secrets", opened: true, reason: "" }] })).toEqual([]);
    expect(keep("redacted", { signals: [seen("secret", 0, 0)] })[0]?.value).toBe("[REDACTED]");
  });

  it("kept as HMAC tells the same from another, and nothing else", () => {
    expect(keep("hmac")[0]?.value).toMatch(/^[0-9a-f]{64}$/);
    expect(keep("hmac")).toEqual(keep("hmac"));
    expect(keep("hmac", { keys: { hash: new Uint8Array(32) } })).not.toEqual(keep("hmac"));
  });

  it("kept encrypted opens with its key, in its place, unchanged", () => {
    const [stored] = keep("encrypted");
    if (stored === undefined) throw new Error("nothing was kept");
    expect(openContent(stored, key)).toBe(part.text);
    expect(openContent(stored, new Uint8Array(32))).toBeUndefined();
    expect(openContent({ ...stored, part: "/z" }, key)).toBeUndefined();
    expect(openContent({ ...stored, value: "AAAA" }, key)).toBeUndefined();
  });

  it("without the key is not kept at all", () => {
    expect(keep("encrypted", { keys: {} })).toEqual([]);
    expect(keep("hmac", { keys: {} })).toEqual([]);
  });
});
