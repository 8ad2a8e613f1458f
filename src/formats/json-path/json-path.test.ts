import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BartizanError } from "../../errors/index.ts";
import { jsonPath } from "./json-path.ts";

const body = {
  choices: [{ message: { content: "first" } }, { message: { content: "second" } }],
  "odd key": { "it's": [1, 2, 3] },
  none: null,
};

describe("JSON paths", () => {
  it.each([
    ["$.choices[0].message.content", ["first"]],
    ["$.choices[-1].message.content", ["second"]],
    ["$.choices[*].message.content", ["first", "second"]],
    ["$.choices.*.message.content", ["first", "second"]],
    ["$['odd key'][\"it's\"][1]", [2]],
    ["$['odd key']['it\\'s'][*]", [1, 2, 3]],
    ["$.none", [null]],
    ["$.choices[9]", []],
    ["$.choices.length", []],
    ["$.constructor", []],
    ["$.__proto__", []],
    ["$.none.deeper", []],
  ])("%s", (path, expected) => {
    expect(jsonPath(path).all(body)).toEqual(expected);
  });

  it("leads to every match", () => {
    expect(jsonPath("$.choices[-1].message.*").places(body)).toEqual([
      { keys: ["choices", 1, "message", "content"], value: "second" },
    ]);
    expect(
      jsonPath("$['odd key'].*[*]")
        .places(body)
        .map(({ keys }) => keys.join("/")),
    ).toEqual(["odd key/it's/0", "odd key/it's/1", "odd key/it's/2"]);
  });

  it("gives the whole document for `$`", () => {
    expect(jsonPath("$").first(body)).toBe(body);
    expect(jsonPath("$").first(undefined)).toBeUndefined();
  });

  it.each([
    ["choices", 1],
    ["$.", 3],
    ["$..a", 3],
    ["$.a[", 5],
    ["$.a[1:2]", 5],
    ["$[?(@.x)]", 3],
    ["$['a", 5],
    ["$['a'x", 6],
    ["$['\\n']", 5],
    ["$[01]", 3],
    ["$a", 2],
  ])("refuses %s and names the column", (path, column) => {
    let thrown: BartizanError | undefined;
    try {
      jsonPath(path);
    } catch (error) {
      thrown = error as BartizanError;
    }
    expect(thrown?.code).toBe("JSON_PATH_MALFORMED");
    expect(thrown?.place.column).toBe(column);
  });

  it("finds any key of any object by its quoted name", () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (key, value) => {
        const quoted = key.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
        const object = Object.fromEntries([[key, value]]);
        expect(jsonPath(`$['${quoted}']`).all(object as never)).toEqual([value]);
      }),
    );
  });

  it("never throws on a value and never visits a node twice in one step", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 6 }), (value, depth) => {
        const nodes = JSON.stringify(value).length;
        expect(jsonPath(`$${"[*]".repeat(depth)}`).all(value as never).length).toBeLessThanOrEqual(nodes);
      }),
    );
  });
});
