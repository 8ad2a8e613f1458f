import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleText } from "../../../formats/index.ts";
import { segmentsOf } from "./segments.ts";

const span = fc.record({ start: fc.integer({ min: -3, max: 40 }), end: fc.integer({ min: -3, max: 40 }) });

describe("segments of a text", () => {
  it("mark exactly what the spans cover, overlapping, touching or outside", () => {
    const marked = (text: string, ...spans: { start: number; end: number }[]): string[] =>
      segmentsOf(text, spans)
        .filter((segment) => segment.marked)
        .map((segment) => segment.text);
    expect(marked("0123456789", { start: 2, end: 4 }, { start: 3, end: 6 })).toEqual(["2345"]);
    expect(marked("0123456789", { start: 8, end: 99 }, { start: 0, end: 1 })).toEqual(["0", "89"]);
    expect(marked("0123", { start: 3, end: 1 })).toEqual([]);
  });

  it("take in the whole of a character that a span cuts", () => {
    expect(segmentsOf("a😀b", [{ start: 1, end: 2 }])).toEqual([
      { text: "a", marked: false, hidden: false },
      { text: "😀", marked: true, hidden: false },
      { text: "b", marked: false, hidden: false },
    ]);
  });

  it("name hidden characters", () => {
    expect(segmentsOf("a\u200b\u202eb", [])).toEqual([
      { text: "a", marked: false, hidden: false },
      { text: "⟨U+200B⟩⟨U+202E⟩", marked: false, hidden: true },
      { text: "b", marked: false, hidden: false },
    ]);
  });

  it("together are the visible text, whatever the spans, and marks agree with a naive count", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 30 }),
        fc.array(span, { maxLength: 6 }),
        (text, spans) => {
          const segments = segmentsOf(text, spans);
          expect(segments.map((segment) => segment.text).join("")).toBe(
            visibleText(text).replaceAll("⟨ESC⟩", "⟨U+001B⟩"),
          );
          let at = 0;
          let naive = "";
          for (const character of text) {
            const end = at + character.length;
            const from = at;
            if (spans.some(({ start, end: stop }) => stop > start && start < end && stop > from))
              naive += visibleText(character).replaceAll("⟨ESC⟩", "⟨U+001B⟩");
            at = end;
          }
          expect(
            segments
              .filter((segment) => segment.marked)
              .map((segment) => segment.text)
              .join(""),
          ).toBe(naive);
        },
      ),
    );
  });
});
