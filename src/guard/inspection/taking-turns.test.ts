import { describe, expect, it } from "vitest";
import { inspectInSlices } from "../../detect/index.ts";
import { guardOn, prepared, requestOf, wordDetector } from "../testing/sample.ts";

const yaml =
  "detectors: {words: true}\nrules: [{id: r, when: {signals: {detectors: [words]}}, action: redact}]";
/** Every look at it is 6 ms later. */
const hurrying = () => {
  let now = 0;
  return () => (now += 6_000);
};
const long = `${"x".repeat(500_000)} ALPHA`;

describe("a long text", () => {
  it("lets others have their turn, and is redacted as if it had been looked at in one go", async () => {
    const words = wordDetector("words", ["ALPHA"]);
    const guard = guardOn(await prepared(yaml, { pure: [words] }), { micros: hurrying(), inspectInSlices });
    let turns = 0;
    let over = false;
    const others = (): void => {
      turns += 1;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    const decision = await guard.checkRequest(requestOf([long]));
    over = true;
    expect(decision.edits).toMatchObject([{ start: long.length - 5, end: long.length }]);
    expect(words.asked.times).toBeGreaterThan(10);
    expect(turns).toBeGreaterThan(4);
  });

  it("is given up when nobody waits for it any more", async () => {
    const words = wordDetector("words", ["ALPHA"]);
    const guard = guardOn(await prepared(yaml, { pure: [words] }), { micros: hurrying(), inspectInSlices });
    const given = new AbortController();
    const check = guard.checkRequest(requestOf([long]), given.signal);
    given.abort(new Error("too late"));
    await expect(check).rejects.toThrow("too late");
    expect(words.asked.characters).toBeLessThan(long.length / 2);
  });

  it("of nothing but signals is refused without being looked at to its end", async () => {
    const words = wordDetector("words", ["A"]);
    const guard = guardOn(await prepared(yaml, { pure: [words] }), { inspectInSlices });
    const text = "A".repeat(1_000_000);
    for (const _ of ["first", "again"]) {
      const decision = await guard.checkRequest(requestOf([text]));
      expect(decision.action).toBe("block");
      expect(decision.failures).toMatchObject([{ detector: "too-many-signals", opened: false }]);
    }
    expect(words.asked.characters).toBeLessThan(100_000);
  });
});

it("many parts let others have their turn too", async () => {
  const guard = guardOn(await prepared(yaml, { pure: [wordDetector("words", ["ALPHA"])] }), {
    micros: hurrying(),
  });
  const given = new AbortController();
  const check = guard.checkRequest(
    requestOf(Array.from({ length: 50 }, (_, i) => `part ${i}`)),
    given.signal,
  );
  given.abort(new Error("too late"));
  await expect(check).rejects.toThrow("too late");
});
