import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detector, GuardedStream, Release, Signal } from "../../contracts/index.ts";
import { inspectText } from "../../detect/index.ts";
import { applyEdits } from "./apply-edits.ts";
import { openGuardedStream, type StreamOptions } from "./guarded-stream.ts";

const signal = (detector: string, start: number, end: number): Signal => ({
  detector,
  rule: detector,
  category: "secret",
  score: 1,
  start,
  end,
  why: "It is there.",
});

/** `key-` and eight digits, not inside a longer word. */
const key: Detector = {
  id: "key",
  version: "1.0.0",
  about: "Test.",
  stages: ["output"],
  maxSpan: 12,
  reads: "written",
  lookBehind: 1,
  inspect({ text }) {
    return [...text.matchAll(/(?<![a-z])key-\d{8}/gu)].map(({ index }) => signal("key", index, index + 12));
  },
  hold(text) {
    for (let at = Math.max(0, text.length - 11); at < text.length; at++) {
      const tail = text.slice(at);
      if (/^(?:k|ke|key|key-\d{0,7})$/u.test(tail)) return at;
    }
    return text.length;
  },
};

/** From `BEGIN` to `END`, however long, or to the end of the text. */
const block: Detector = {
  id: "block",
  version: "1.0.0",
  about: "Test.",
  stages: ["output"],
  maxSpan: 100_000,
  reads: "written",
  lookBehind: 0,
  inspect({ text }) {
    const found: Signal[] = [];
    for (let at = text.indexOf("BEGIN"); at >= 0; at = text.indexOf("BEGIN", at)) {
      const end = text.indexOf("END", at);
      if (end < 0) break;
      found.push(signal("block", at, end + 3));
      at = end + 3;
    }
    return found;
  },
  hold(text) {
    const closed = block.inspect({ stage: "output", role: "assistant", text }).at(-1)?.end ?? 0;
    const open = text.indexOf("BEGIN", closed);
    if (open >= 0) return open;
    for (let length = 4; length > 0; length--)
      if ("BEGIN".startsWith(text.slice(-length)) && text.length - length >= closed)
        return text.length - length;
    return text.length;
  },
};

/** Judges a whole text and cannot say where it may be cut. */
const judge: Detector = {
  id: "judge",
  version: "1.0.0",
  about: "Test.",
  stages: ["output"],
  maxSpan: 20,
  reads: "written",
  lookBehind: 0,
  inspect({ text }) {
    const at = text.indexOf("forbidden");
    return at < 0 ? [] : [signal("judge", at, at + 9)];
  },
};

const mask: StreamOptions["decide"] = (signals) => ({
  edits: signals
    .filter(({ detector }) => detector !== "judge")
    .map(({ start, end }) => ({ start, end, replacement: "***" })),
});

const open = (options: Partial<StreamOptions> = {}): GuardedStream =>
  openGuardedStream({
    inspection: { stage: "output", role: "assistant" },
    detectors: [key, block],
    decide: mask,
    ...options,
  });

function through(stream: GuardedStream, pieces: readonly string[]): { text: string; cut?: Release["cut"] } {
  const released = [...pieces.map((piece) => stream.write(piece)), stream.end()];
  return {
    text: released.map(({ text }) => text).join(""),
    cut: released.find(({ cut }) => cut !== undefined)?.cut,
  };
}

const redactedAtOnce = (text: string): string => {
  const signals = inspectText([key, block], { stage: "output", role: "assistant", text });
  const apart: Signal[] = [];
  for (const one of signals) {
    const last = apart.at(-1);
    if (last === undefined || last.end <= one.start) apart.push(one);
    else apart[apart.length - 1] = { ...last, end: Math.max(last.end, one.end) };
  }
  return applyEdits(text, 0, text.length, mask(apart, text).edits);
};

const cutAt = (text: string, places: readonly number[]): string[] => {
  const sorted = [0, ...[...places].map((p) => p % (text.length + 1)).sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((end, i) => text.slice(sorted[i], end));
};

describe("a guarded stream", () => {
  it("releases the text redacted at once, for every single place to cut it", () => {
    const text = "Take key-12345678, not monkey-12345678. BEGIN a b c END and 😀 key-87654321";
    for (let at = 0; at <= text.length; at++)
      for (const stride of [1, 24])
        expect(through(open({ stride }), [text.slice(0, at), text.slice(at)]).text).toBe(
          redactedAtOnce(text),
        );
  });

  it("releases the text redacted at once, however it is cut", () => {
    const piece = fc.constantFrom(
      "key-12345678",
      "key-1234",
      "ke",
      "BEGIN",
      "END",
      " ",
      "word ",
      "😀",
      "x",
      "BEGINEND",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(fc.nat(400), { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        (pieces, places, stride) => {
          const text = pieces.join("");
          const whole = redactedAtOnce(text);
          expect(through(open({ stride }), cutAt(text, places)).text).toBe(whole);
          expect(through(open({ stride }), text.split("")).text).toBe(whole);
        },
      ),
    );
  });

  it("holds no more than what may still become a signal, and one stride", () => {
    const stream = open();
    const prose = "Plain words of which nothing could become anything at all. ".repeat(20);
    let most = 0;
    for (const letter of prose) {
      stream.write(letter);
      most = Math.max(most, stream.held);
    }
    expect(most).toBeLessThanOrEqual(56);
  });

  it("goes forward only: what was released is the beginning of what is released later", () => {
    const text = "a key-12345678 b BEGIN c END d";
    const stream = open({ stride: 1 });
    let so = "";
    for (const letter of text) {
      so += stream.write(letter).text;
      expect(redactedAtOnce(text).startsWith(so)).toBe(true);
    }
    expect(so + stream.end().text).toBe(redactedAtOnce(text));
  });

  it("names signals by their place in the whole text as it came", () => {
    const text = `${"word ".repeat(100)}key-12345678 ${"word ".repeat(100)}key-87654321.`;
    const stream = open();
    through(stream, text.split(/(?<= )/u));
    expect(stream.signals.map(({ start, end }) => text.slice(start, end))).toEqual([
      "key-12345678",
      "key-87654321",
    ]);
  });

  it("is cut where the decision says, and says nothing after it", () => {
    const stream = open({
      stride: 1,
      decide: (signals) => ({
        edits: [],
        cut: { at: signals[0]?.start ?? 0, reason: "A key.", rule: "no-keys" },
      }),
    });
    const released = through(stream, "Here: key-12345678 and more".split(""));
    expect(released).toEqual({ text: "Here: ", cut: { reason: "A key.", rule: "no-keys" } });
    expect(stream.write("and more")).toEqual({ text: "" });
    expect(stream.end()).toEqual({ text: "" });
  });

  it("is cut when more would have to be held than the bound allows", () => {
    const released = through(open({ maxHeld: 500 }), [
      "before ",
      "BEGIN ",
      ...Array.from({ length: 5000 }, () => "x"),
    ]);
    expect(released.text).toBe("before ");
    expect(released.cut?.rule).toBe("held-too-long");
  });

  it("looks at a long held text a number of times that grows with its logarithm", () => {
    let looked = 0;
    const counting: Detector = {
      ...block,
      inspect: (inspection) => {
        looked += inspection.text.length;
        return block.inspect(inspection);
      },
    };
    const text = `BEGIN${"x".repeat(40_000)}END`;
    through(open({ detectors: [counting] }), text.split(""));
    expect(looked).toBeLessThan(12 * text.length);
  });

  it("ends closed when a detector or the decision fails", () => {
    const broken: Detector = {
      ...key,
      id: "broken",
      inspect: () => {
        throw new Error("no");
      },
    };
    expect(through(open({ detectors: [key, broken], stride: 1 }), ["key-12345678 ", "x"])).toEqual({
      text: "",
      cut: { reason: "The detector broken failed.", rule: "detector-failed" },
    });
    expect(through(open({ detectors: [key, broken], goesOn: () => true }), ["key-12345678 ", "x"]).text).toBe(
      "*** x",
    );
    const undecided = open({
      stride: 1,
      decide: () => {
        throw new Error("no");
      },
    });
    expect(through(undecided, ["a ", "key-12345678 ", "x"])).toMatchObject({
      text: "a ",
      cut: { rule: "decision-failed" },
    });
  });

  it("lets a judge of whole texts cut while the text is still arriving", () => {
    const stream = open({
      detectors: [key, judge],
      decide: (signals) => {
        const bad = signals.find(({ detector }) => detector === "judge");
        return bad === undefined
          ? { edits: [] }
          : { edits: [], cut: { at: bad.start, reason: "No.", rule: "judged" } };
      },
    });
    const before = "word ".repeat(150);
    const after = "word ".repeat(1000);
    const released = through(stream, [before, "forbidden ", ...after.split(/(?<= )/u)]);
    expect(released.cut?.rule).toBe("judged");
    expect(released.text.length).toBeLessThan(before.length + 1100);
    expect(stream.signals).toHaveLength(1);
  });

  it("restores tokens, also when they arrive in pieces", () => {
    const restoring = {
      hold: (text: string) => {
        const at = text.lastIndexOf("[[");
        if (at >= 0 && !text.includes("]]", at)) return at;
        return text.endsWith("[") ? text.length - 1 : text.length;
      },
      apply: (text: string) => text.replaceAll("[[NAME_1]]", "Ada"),
    };
    const text = "Dear [[NAME_1]], [[NAME_2]] and [x] say key-12345678.";
    for (let at = 0; at <= text.length; at++)
      expect(through(open({ restoring, stride: 1 }), [text.slice(0, at), text.slice(at)]).text).toBe(
        "Dear Ada, [[NAME_2]] and [x] say ***.",
      );
  });
});
