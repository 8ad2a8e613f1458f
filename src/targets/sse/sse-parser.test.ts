import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSseParser, type SseEvent } from "./sse-parser.ts";

function parse(...pieces: string[]): SseEvent[] {
  const parser = createSseParser();
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}
const data = (text: string): string[] => parse(text).map((event) => event.data);

describe("server-sent events", () => {
  it("reads the examples of the standard", () => {
    expect(data("data: YHOO\ndata: +2\ndata: 10\n\n")).toEqual(["YHOO\n+2\n10"]);
    expect(
      parse(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"),
    ).toEqual([
      { event: "message", data: "first event", id: "1" },
      { event: "message", data: "second event", id: "" },
      { event: "message", data: " third event", id: "" },
    ]);
    expect(data("data\n\ndata\ndata\n\ndata:")).toEqual(["", "\n", ""]);
  });

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("takes %s as the end of a line", (_, end) => {
    expect(parse(["event: delta", "data: a", "data: b", "", "data: c", "", ""].join(end))).toEqual([
      { event: "delta", data: "a\nb" },
      { event: "message", data: "c" },
    ]);
  });

  it("skips comments, unknown fields and a byte order mark", () => {
    expect(data("\ufeffdata: a\n: ping\nretry: 5\nfoo: bar\n\n")).toEqual(["a"]);
  });

  it("gives nothing for events without data", () => {
    expect(data("event: ping\n\n: ping\n\n\n\n")).toEqual([]);
  });

  it("gives the last event even where the server left out its empty line", () => {
    expect(data("data: a\n\ndata: [DONE]")).toEqual(["a", "[DONE]"]);
  });

  const line = fc.oneof(
    fc.string({ maxLength: 12 }).map((text) => `data: ${text}`),
    fc.constantFrom("", "", "data", "data:", ": ping", "event: delta", "id: 3", "data: [DONE]", "data: é😀"),
  );
  const stream = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 20 })
    .map((lines) => lines.map(([text, end]) => text + end).join(""));

  it("gives the same events wherever the text is cut", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
        const at = [...cuts.map((cut) => cut % (text.length + 1)), 0, text.length].sort((a, b) => a - b);
        const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
        expect(parse(...pieces)).toEqual(parse(text));
      }),
    );
  });

  it("gives the same events character by character, for every stream tried", () => {
    fc.assert(
      fc.property(stream, (text) => {
        expect(parse(...text.split(""))).toEqual(parse(text));
      }),
    );
  });
});
