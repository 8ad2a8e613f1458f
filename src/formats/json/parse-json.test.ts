import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BartizanError } from "../../errors/index.ts";
import { parseJson } from "./parse-json.ts";

function failure(text: string | Uint8Array, limits = {}): BartizanError {
  try {
    parseJson(text, { file: "a.json", limits });
  } catch (error) {
    if (error instanceof BartizanError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("parseJson", () => {
  it("agrees with JSON.parse on every JSON text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!/\\ud[89a-f]|__proto__/i.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJson(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("agrees with JSON.parse on what is JSON at all", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      "1",
      "-",
      "0",
      ".5",
      "e1",
      "true",
      "nul",
      "null",
      " ",
      "\\",
      '"',
      "\n",
      "\u0001",
      "\\u00e9",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(failure(text).code).toBe("FORMATS_JSON_SYNTAX");
          return;
        }
        try {
          expect(parseJson(text)).toEqual(expected);
        } catch (error) {
          expect(error).toMatchObject({ code: "FORMATS_JSON_DUPLICATE_KEY" });
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("says line and column", () => {
    expect(failure('{\n  "a": 1,\n  "b" 2\n}')).toMatchObject({
      message: "Expected `:`, but there is `2`.",
      place: { file: "a.json", line: 3, column: 7 },
    });
  });

  it.each([
    ['{"a": 1, "a": 2}', "FORMATS_JSON_DUPLICATE_KEY"],
    ['{"a": 1, "\\u0061": 2}', "FORMATS_JSON_DUPLICATE_KEY"],
    ['{"__proto__": {"x": 1}}', "FORMATS_FORBIDDEN_KEY"],
    ['{"\\u005f_proto__": 1}', "FORMATS_FORBIDDEN_KEY"],
    ["1e999", "FORMATS_JSON_SYNTAX"],
    ['"\\ud800"', "FORMATS_JSON_SYNTAX"],
    ["<html>", "FORMATS_JSON_SYNTAX"],
    ["", "FORMATS_JSON_SYNTAX"],
    ["[1] []", "FORMATS_JSON_SYNTAX"],
    ["[".repeat(100_000), "FORMATS_TOO_DEEP"],
    ['{"a":'.repeat(100_000), "FORMATS_TOO_DEEP"],
  ])("refuses %j", (text, code) => {
    expect(failure(text).code).toBe(code);
  });

  it("takes exactly the depth it is allowed", () => {
    expect(parseJson("[[[]]]", { limits: { maxDepth: 3 } })).toEqual([[[]]]);
    expect(failure("[[[[]]]]", { maxDepth: 3 }).code).toBe("FORMATS_TOO_DEEP");
  });

  it("refuses more bytes than the limit, and bytes that are not UTF-8", () => {
    expect(failure('"aaaa"', { maxLength: 5 }).code).toBe("FORMATS_TOO_LARGE");
    expect(failure(Uint8Array.of(0x22, 0xc3, 0x22)).code).toBe("FORMATS_NOT_TEXT");
  });

  it("passes over a byte order mark", () => {
    expect(parseJson("\uFEFF1")).toBe(1);
    expect(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toBe(1);
  });
});
