import fc from "fast-check";
import { expect, it } from "vitest";
import { readLooseJson } from "./read-loose-json.ts";

it("reads whatever JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(readLooseJson(text).value)).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

it("keeps what a second member of one name hides", () => {
  const { value, duplicates, replaced } = readLooseJson('\uFEFF{"a": {"evil": NaN}, "a": -Infinity}');
  expect(value).toEqual({ a: Number.NEGATIVE_INFINITY });
  expect(duplicates).toEqual(["a"]);
  expect(replaced).toEqual([{ evil: Number.NaN }]);
});

it.each(['{"a": }', "[1,]", '{"a" 1}', '"open', "[1] 2", "nothing", '"\\x"', ""])("refuses %j", (text) => {
  expect(() => readLooseJson(text)).toThrow(expect.objectContaining({ name: "FormatFault" }));
});

it("names of the language's own mean nothing", () => {
  const { value } = readLooseJson('{"__proto__": {"polluted": true}, "constructor": 1}');
  expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

it("does not go deeper than 512", () => {
  expect(() => readLooseJson("[".repeat(100_000))).toThrow("deeper than 512");
});
