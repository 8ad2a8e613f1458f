import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SseEvent } from "../dialects/index.ts";
import { WireError } from "../problems/index.ts";
import { splitAt } from "../testing/stream-harness.ts";
import { HeldCall, maxHeldCall } from "./held-call.ts";
import { JsonEnd } from "./json-end.ts";
import { SseReader } from "./sse-reader.ts";
import { sseText } from "./sse-text.ts";

const readAll = (chunks: readonly Uint8Array[], maxEvent = 1_000_000): SseEvent[] => {
  const reader = new SseReader(maxEvent);
  return [...chunks.flatMap((chunk) => reader.write(chunk)), ...reader.end()];
};

describe("server-sent events", () => {
  const text = `: comment\r\nevent: a\r\ndata: ä1\r\rdata:{"x":1}\ndata: two\nid: 7\nretry: 5\n\n\ndata\n\ndata: last 🔑`;
  const events = [
    { event: "a", data: "ä1" },
    { data: '{"x":1}\ntwo', id: "7" },
    { data: "" },
    { data: "last 🔑" },
  ];

  it("are read the same wherever the bytes are split, with every kind of line end", () => {
    const bytes = Buffer.from(text);
    expect(readAll([bytes])).toEqual(events);
    for (let a = 1; a < bytes.length; a++) {
      for (let b = a; b < bytes.length; b++)
        expect(readAll(splitAt(bytes, [a, b])), `${a}, ${b}`).toEqual(events);
    }
  });

  it("come back as they were written", () => {
    const line = fc.stringMatching(/^[ -~äé🔑]{0,12}$/u);
    const event = fc.record({
      event: fc.constantFrom("a", "b"),
      data: fc.array(line, { minLength: 1 }).map((lines) => lines.join("\n")),
    });
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat(300)), (events, places) => {
        const bytes = Buffer.from(events.map(sseText).join(""));
        expect(readAll(splitAt(bytes, places))).toEqual(events);
      }),
    );
  });

  it("have a bound, in one line, in many, and in pieces of one byte", () => {
    const reader = new SseReader(1_000);
    expect(() => readAll([Buffer.from(`data: ${"x".repeat(2_000)}`)], 1_000)).toThrow(WireError);
    expect(() => readAll([Buffer.from("data: x\n".repeat(2_000))], 1_000)).toThrow(WireError);
    const byte = Buffer.from("x");
    expect(() => {
      for (let i = 0; i < 2_000; i++) reader.write(byte);
    }).toThrow(WireError);
  });

  it("are refused when they are not UTF-8, also when the bad bytes come last", () => {
    expect(() => readAll([Buffer.from([0x64, 0xff])])).toThrow(WireError);
    expect(() => readAll([Buffer.from([0x64, 0xc3])])).toThrow(WireError);
  });
});

describe("the end of a JSON value", () => {
  it("is seen at its last byte, and not before", () => {
    const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()), fc.string());
    fc.assert(
      fc.property(value, (value) => {
        const text = JSON.stringify(value);
        const end = new JsonEnd();
        for (let i = 0; i < text.length; i++) {
          expect(end.closed).toBe(false);
          expect(end.write(text.charAt(i))).toBe(true);
        }
        expect(end.closed).toBe(true);
        expect(end.write(" \n\t\r")).toBe(true);
        expect(end.write("{")).toBe(false);
      }),
    );
  });

  it("is never seen in a number, which may go on", () => {
    const end = new JsonEnd();
    end.write("12");
    expect(end.closed).toBe(false);
  });
});

describe("a held call", () => {
  it("is bounded", () => {
    const call = new HeldCall("/a");
    expect(call.write(`"${"x".repeat(maxHeldCall - 1)}`)).toBe(true);
    expect(call.write("x")).toBe(false);
  });

  it("of free text is complete only when its answer ends", () => {
    const call = new HeldCall("/a", "text");
    call.write('{"looks":"closed"}');
    expect([call.closed, call.complete]).toEqual([false, true]);
  });

  it("without arguments is complete", () => {
    expect(new HeldCall("/a").complete).toBe(true);
  });
});
