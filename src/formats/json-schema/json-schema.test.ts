import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { compileSchema } from "./index.ts";

const faults = (schema: JsonValue, value: JsonValue): string[] =>
  compileSchema(schema)
    .check(value)
    .map(({ at, keyword }) => `${at} ${keyword}`);
/** Built by name: an object written with `then` looks like a promise. */
const conditional = (...three: [JsonValue, JsonValue, JsonValue]): JsonValue =>
  Object.fromEntries(["if", "then", "else"].map((name, i) => [name, three[i]]));
const codeOf = (schema: JsonValue): string => {
  try {
    compileSchema(schema);
  } catch (error) {
    if (error instanceof BartizanError) return `${error.code} ${error.place.field ?? ""}`.trim();
    throw error;
  }
  return "";
};

describe("a JSON Schema", () => {
  it.each<[JsonValue, JsonValue, string[]]>([
    [{ type: "integer" }, 1.5, [" type"]],
    [{ type: ["string", "null"] }, null, []],
    [{ enum: [{ b: 1, a: 2 }] }, { a: 2, b: 1 }, []],
    [{ const: "a" }, "b", [" const"]],
    [{ required: ["to"] }, { cc: 1 }, ["/to required"]],
    [{ properties: { a: { minimum: 3 } } }, { a: 2 }, ["/a minimum"]],
    [{ properties: { a: true }, additionalProperties: false }, { a: 1, b: 1 }, ["/b additionalProperties"]],
    [
      { patternProperties: { "^x-": { type: "string" } }, additionalProperties: false },
      { "x-a": 1 },
      ["/x-a type"],
    ],
    [{ prefixItems: [{ type: "string" }], items: { type: "number" } }, ["a", "b"], ["/1 type"]],
    [{ items: [{ type: "string" }], additionalItems: false }, ["a", 1], ["/1 false"]],
    [{ maxLength: 1 }, "😀", []],
    [{ pattern: "^a+$" }, "aab", [" pattern"]],
    [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, [" oneOf"]],
    [{ not: { type: "string" } }, "x", [" not"]],
    [conditional({ type: "string" }, { minLength: 2 }, { type: "number" }), true, [" type"]],
    [conditional({ type: "string" }, { minLength: 2 }, { type: "number" }), "a", [" minLength"]],
    [{ uniqueItems: true }, [1, { a: 1 }, { a: 1 }], [" uniqueItems"]],
    [{ $defs: { n: { type: "number" } }, items: { $ref: "#/$defs/n" } }, [1, "a"], ["/1 type"]],
    [{ format: "email" }, "eve@attacker.example", []],
    [{ format: "email" }, "eve@attacker.example@x", [" format"]],
    [{ format: "uri" }, "not a uri", [" format"]],
    [{ format: "colour" }, "red", []],
    [{ properties: { toString: { type: "string" } } }, {}, []],
    [false, 1, [" false"]],
  ])("%j of %j says %j", (schema, value, wanted) => {
    expect(faults(schema, value)).toEqual(wanted);
  });

  it("that refers to itself is followed as deep as the value goes", () => {
    const tree = { properties: { next: { $ref: "#" }, n: { type: "number" } } };
    expect(faults(tree, { next: { next: { n: "x" } } })).toEqual(["/next/next/n type"]);
  });

  it.each<[JsonValue, string]>([
    [{ properties: { a: { minimun: 1 } } }, "JSON_SCHEMA_UNKNOWN_KEYWORD properties.a.minimun"],
    [{ type: "text" }, "JSON_SCHEMA_NOT_A_SCHEMA type"],
    [{ items: 7 }, "JSON_SCHEMA_NOT_A_SCHEMA items"],
    [{ $ref: "https://attacker.example/s.json" }, "JSON_SCHEMA_BAD_REFERENCE the schema"],
    [{ $ref: "#/$defs/none" }, "JSON_SCHEMA_BAD_REFERENCE the schema"],
    [{ pattern: "(?=a)" }, "JSON_SCHEMA_BAD_PATTERN"],
  ])("%j is refused as %s", (schema, wanted) => {
    expect(codeOf(schema)).toBe(wanted);
  });

  it("of a client may have keywords nobody knows; they are noted", () => {
    const compiled = compileSchema({ type: "string", nullable: true }, { unknown: "note" });
    expect([compiled.notes, compiled.check(1)]).toEqual([["nullable"], [{ at: "", keyword: "type" }]]);
  });

  it("that would take for ever is given up, and the value does not fit", () => {
    const twice = { anyOf: [{ $ref: "#" }, { $ref: "#" }] };
    expect(faults(twice, 1)).toEqual([" cost"]);
    const levels = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `l${i}`,
        { allOf: [{ $ref: `#/$defs/l${i + 1}` }, { $ref: `#/$defs/l${i + 1}` }] },
      ]),
    );
    expect(faults({ $defs: { ...levels, l30: true }, $ref: "#/$defs/l0" }, 1)).toEqual([" cost"]);
    expect(faults({ pattern: "([a-z]+[a-z]+)+1" }, "a".repeat(1_000_000))).toEqual([" cost"]);
  });

  it("that is nested too deep is refused", () => {
    let deep: JsonValue = true;
    for (let i = 0; i < 100; i++) deep = { not: deep };
    expect(codeOf(deep)).toMatch(/^JSON_SCHEMA_TOO_LARGE/u);
  });

  it("says what another implementation says", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, unevaluated: false });
    /** Undefined where the code that Ajv writes for some conditionals refers to a variable it does not declare. */
    const asked = (schema: JsonValue, value: JsonValue): boolean | undefined => {
      try {
        // Safe: the generator makes objects and booleans only.
        return ajv.compile(schema as object)(value);
      } catch (error) {
        if (error instanceof ReferenceError) return undefined;
        throw error;
      }
    };
    const leaf = fc.constantFrom<JsonValue>(
      { type: "string" },
      { type: "integer" },
      { minimum: 2 },
      { maxLength: 1 },
      { pattern: "^a" },
      { enum: [1, "a", null] },
      { const: [1] },
      { minItems: 1 },
      { required: ["a"] },
      { exclusiveMaximum: 3 },
      { multipleOf: 2 },
      true,
      false,
    );
    const schema = fc.letrec<{ one: JsonValue }>((tie) => ({
      one: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        leaf,
        fc.record({
          properties: fc.record({ a: tie("one"), b: tie("one") }),
          additionalProperties: tie("one"),
        }),
        fc.record({ items: tie("one"), prefixItems: fc.array(tie("one"), { minLength: 1, maxLength: 2 }) }),
        fc.record({ anyOf: fc.array(tie("one"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ oneOf: fc.array(tie("one"), { minLength: 1, maxLength: 3 }), not: tie("one") }),
        fc.tuple(tie("one"), tie("one"), tie("one")).map((three) => conditional(...three)),
      ),
    })).one;
    const value = fc.letrec<{ one: JsonValue }>((tie) => ({
      one: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<JsonValue>(null, true, 0, 1, 2, 3.5, "", "a", "ab", "b"),
        fc.array(tie("one"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b", "c"), tie("one")),
      ),
    })).one;
    fc.assert(
      fc.property(schema, value, (one, given) => {
        const wanted = asked(one, given);
        fc.pre(wanted !== undefined);
        expect(compileSchema(one).check(given).length === 0).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });
});
