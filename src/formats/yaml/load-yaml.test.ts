import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { BartizanError } from "../../errors/index.ts";
import { fieldName, loadYaml, loadYamlDocuments } from "./load-yaml.ts";

function failure(text: string, limits = {}): BartizanError {
  try {
    loadYaml(text, { file: "a.yaml", limits });
  } catch (error) {
    if (error instanceof BartizanError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("loadYaml", () => {
  it("gives plain data and the place of every value and key", () => {
    const document = loadYaml("# head\nzones:\n  - {id: app,\n     trust: 2}\nname: |\n  text\n", {
      file: "s.yaml",
    });
    expect(document.value).toEqual({ zones: [{ id: "app", trust: 2 }], name: "text\n" });
    expect(document.place(["zones", 0, "trust"])).toEqual({
      file: "s.yaml",
      line: 4,
      column: 13,
      field: "zones[0].trust",
    });
    expect(document.place(["zones", 0, "trust"], "key")).toMatchObject({ line: 4, column: 6 });
    expect(document.place(["name"], "key")).toMatchObject({ line: 5, column: 1 });
  });

  it("gives the nearest enclosing place for a field that is missing", () => {
    const document = loadYaml("zones:\n  - {id: app}\n");
    expect(document.place(["zones", 0, "trust"])).toMatchObject({
      line: 2,
      column: 5,
      field: "zones[0].trust",
    });
    expect(document.place([])).toEqual({ line: 1, column: 1 });
  });

  it("follows aliases, and places inside them point at the anchor", () => {
    const document = loadYaml("a: &x {k: 1}\nb: *x\n");
    expect(document.value).toEqual({ a: { k: 1 }, b: { k: 1 } });
    expect(document.place(["b", "k"])).toMatchObject({ line: 1, column: 11 });
  });

  it("reads the core schema of YAML 1.2: `on` and `no` are words, a date is text, `<<` is a key", () => {
    expect(loadYaml("{a: on, b: no, c: 2026-11-23, d: 0x1f, e: ~, f: 1e3, <<: 1}").value).toEqual({
      a: "on",
      b: "no",
      c: "2026-11-23",
      d: 31,
      e: null,
      f: 1000,
      "<<": 1,
    });
  });

  it("reads back whatever JSON it is given", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const json = JSON.stringify(value);
        fc.pre(!/\\ud[89a-f]|__proto__|-0|\d{16}|e\+?\d{2}/i.test(json));
        expect(loadYaml(json).value).toEqual(JSON.parse(json));
        expect(loadYaml(stringify(JSON.parse(json), { aliasDuplicateObjects: false })).value).toEqual(
          JSON.parse(json),
        );
      }),
    );
  });

  it("takes a byte order mark and an empty file", () => {
    expect(loadYaml("\uFEFFa: 1").value).toEqual({ a: 1 });
    expect(loadYaml("").value).toBeNull();
  });

  it("refuses a key given twice, at the second one", () => {
    const error = failure("a: 1\nb: 2\na: 3\n");
    expect(error.code).toBe("FORMATS_YAML_DUPLICATE_KEY");
    expect(error.place).toMatchObject({ file: "a.yaml", line: 3, column: 1 });
    expect(failure("1: x\n'1': y").code).toBe("FORMATS_YAML_DUPLICATE_KEY");
  });

  it("refuses tabs as indentation and says where", () => {
    expect(failure("a:\n\tb: 1\n")).toMatchObject({
      code: "FORMATS_YAML_SYNTAX",
      place: { line: 2, column: 1 },
    });
  });

  it("refuses a second document", () => {
    expect(failure("a: 1\n---\nb: 2\n").code).toBe("FORMATS_YAML_SEVERAL_DOCUMENTS");
  });

  it.each([
    ["__proto__: {x: 1}", "FORMATS_FORBIDDEN_KEY"],
    ["? [1, 2]\n: 3", "FORMATS_YAML_NOT_PLAIN"],
    ["? *a\n: 3", "FORMATS_YAML_NOT_PLAIN"],
    ["a: .nan", "FORMATS_YAML_NOT_PLAIN"],
    ["a: -.inf", "FORMATS_YAML_NOT_PLAIN"],
    ["a: 12345678901234567890", "FORMATS_YAML_NOT_PLAIN"],
    ["a: !!binary aGVs", "FORMATS_YAML_NOT_PLAIN"],
    ["a: !evil x", "FORMATS_YAML_NOT_PLAIN"],
    ['a: "\\ud800"', "FORMATS_YAML_NOT_PLAIN"],
    ["a: *nowhere", "FORMATS_YAML_ALIAS"],
    ["a: &a [*a]", "FORMATS_YAML_ALIAS"],
    ["a: {b: [", "FORMATS_YAML_SYNTAX"],
  ])("refuses %j", (text, code) => {
    expect(failure(text).code).toBe(code);
  });

  it("refuses an alias bomb by what it would become", () => {
    const bomb = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 9; i += 1) {
      const star = `*a${i - 1}`;
      bomb.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => star).join(",")}]`);
    }
    expect(failure(bomb.join("\n")).code).toBe("FORMATS_TOO_MANY_VALUES");
    expect(failure(`a: &a x\nb: [${"*a,".repeat(300)}]`).code).toBe("FORMATS_YAML_ALIAS");
  });

  it.each(["[", "{", "- ", "? ", "a: [", "!a ", "%a\n", "---\n&a\n"])(
    "stays within its bounds on %j repeated",
    (part) => {
      expect(failure(part.repeat(200_000))).toBeInstanceOf(BartizanError);
    },
  );

  it("refuses depth made of indentation", () => {
    const text = Array.from({ length: 100 }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
    expect(failure(text).code).toBe("FORMATS_TOO_DEEP");
  });

  it("refuses a text over the limit before parsing it", () => {
    expect(failure("#".repeat(5_000_001)).code).toBe("FORMATS_TOO_LARGE");
  });

  it("throws nothing but its own failures, whatever the text", () => {
    const piece = fc.constantFrom(
      "a",
      ":",
      " ",
      "\n",
      "- ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&a",
      "*a",
      "!",
      "!!str",
      "|",
      ">",
      '"',
      "'",
      "#",
      "?",
      "%",
      "---",
      "...",
      "\t",
      "<<",
      "\u0000",
      "é",
      "1",
      "\r\n",
      "  ",
      "\uFEFF",
      "\ud800",
      "`",
      "@",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          loadYaml(pieces.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(BartizanError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

it("writes a path as people do", () => {
  expect(fieldName(["components", 3, "approval", "freeze card"])).toBe(
    'components[3].approval["freeze card"]',
  );
});

describe("loadYamlDocuments", () => {
  it("gives each document, with places in the whole text", () => {
    const documents = loadYamlDocuments("a: 1\n---\n# nothing\n---\nb: [2]\n", { file: "x.yaml" });
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, null, { b: [2] }]);
    expect(documents[2]?.place(["b", 0])).toMatchObject({ file: "x.yaml", line: 5, column: 5 });
  });

  it("holds the limits for all documents together, and refuses one that is broken", () => {
    const text = "- 1\n---\n".repeat(6) + "- 1\n";
    expect(loadYamlDocuments(text, { limits: { maxValues: 14 } })).toHaveLength(7);
    expect(() => loadYamlDocuments(text, { limits: { maxValues: 13 } })).toThrow(/more than/);
    expect(() => loadYamlDocuments(text, { most: 6 })).toThrow("more than 6 YAML documents");
    expect(() => loadYaml(text)).toThrow("more than one YAML document");
    expect(() => loadYamlDocuments("a: 1\n---\nb: [\n")).toThrow();
    expect(() => loadYamlDocuments("a: &x 1\n---\nb: *x\n")).toThrow(/anchor/);
  });
});
