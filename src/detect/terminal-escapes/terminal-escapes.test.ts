import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { benign } from "../views/testing/benign.ts";
import { detector } from "./detector.ts";

const inspect = (text: string) => detector.inspect({ stage: "output", role: "assistant", text });

describe("the detector of terminal escapes", () => {
  it.each(Object.entries(benign))("is silent on %s", (_, text) => {
    expect(inspect(text)).toEqual([]);
  });

  it("covers a sequence from its beginning to its end", () => {
    const text = "a\u001b]0;title\u001b\\b\u001b[1;31mc\u009d52;c;QQ==\u009cd";
    expect(inspect(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "\u001b]0;title\u001b\\",
      "\u001b[1;31m",
      "\u009d52;c;QQ==\u009c",
    ]);
  });

  it("does not let an unended string swallow the lines after it", () => {
    const text = "\u001b]52;c;AAAA\nplain";
    expect(inspect(text)).toMatchObject([{ rule: "clipboard", start: 0, end: text.indexOf("\n") }]);
  });

  it("leaves line ends of Windows and single returns at the edges of lines alone", () => {
    expect(inspect("a\r\nb\r\r\nc\n\rd")).toEqual([]);
  });

  it("keeps the laws of streams", () => {
    const part = fc.constantFrom(
      "word",
      "\u001b",
      "[",
      "]",
      "52;",
      "8;;",
      "31",
      "m",
      "H",
      "\u0007",
      "\\",
      "\r",
      "\n",
      "\b",
      "\u009b",
      "\u0000",
      "P",
    );
    checkStreamLaws(detector, {
      texts: fc.array(part, { maxLength: 10 }).map((parts) => parts.join("")),
      runs: 300,
    });
  });

  it.each(["\u001b", "\u001b]", "\u001b[1", "\b", "\r", "\u009d", "\u001bP"])(
    "bounds its signals on a megabyte of %j",
    (unit) => {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(inspect(text).filter(({ start, end }) => end - start > detector.maxSpan)).toEqual([]);
      expect(detector.hold?.(text)).toBeLessThanOrEqual(text.length);
    },
  );
});
