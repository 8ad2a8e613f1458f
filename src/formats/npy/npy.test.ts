import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { parsePythonLiteral, readArrayHeader } from "./index.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, "fixtures", `${name}.npy`));
const headerOf = (bytes: Uint8Array, at = 0) => readArrayHeader(memorySource(bytes), at);

/** An array whose header is this text. */
const arrayWith = (literal: string, elements: Uint8Array = new Uint8Array(0)): Uint8Array => {
  const text = Buffer.from(literal, "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), length, text, elements]);
};
const described = (descr: string, shape = "(1,)"): string =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;

describe("arrays that numpy wrote", () => {
  it.each([
    ["floats", 1, "<f4", 4, [2, 3], false],
    ["fortran", 1, ">i8", 8, [3, 2], true],
    ["scalar", 1, "|u1", 1, [], false],
    ["empty", 1, "<c8", 8, [0, 4], false],
    ["words", 1, "<U5", 20, [2], false],
    ["dates", 1, "<M8[D]", 8, [1], false],
    ["version2", 2, "<i2", 2, [3], false],
    ["version3", 3, "{größe:<f4}", 4, [2], false],
  ] as const)("%s", async (name, version, type, itemSize, shape, fortranOrder) => {
    const bytes = fixture(name);
    const header = await headerOf(bytes);
    expect(header).toMatchObject({
      version,
      type: { name: type, itemSize, objects: false },
      shape,
      fortranOrder,
    });
    expect(header.dataEnd).toBe(bytes.length);
  });

  it("has the size of records with padding, nested fields and fields with a shape", async () => {
    const bytes = fixture("record");
    const { type, dataEnd } = await headerOf(bytes);
    expect(type).toMatchObject({ itemSize: 32, objects: false });
    expect(dataEnd).toBe(bytes.length);
  });

  it("leaves the end of objects to their pickle", async () => {
    expect(await headerOf(fixture("objects"))).toMatchObject({ dataEnd: undefined, type: { objects: true } });
  });

  it("reads the second of two where the first ends", async () => {
    const bytes = fixture("several");
    const { dataEnd = 0 } = await headerOf(bytes);
    expect(await headerOf(bytes, dataEnd)).toMatchObject({ shape: [2], dataEnd: bytes.length });
  });
});

describe("headers that lie", () => {
  it.each([
    ["more elements than bytes", described("'<f8'", "(9,)"), "truncated"],
    ["sizes whose product overflows", described("'<f8'", "(4294967296, 4294967296)"), "malformed"],
    ["a negative size", described("'<f8'", "(-1,)"), "malformed"],
    ["a size no number holds", described("'<f8'", `(${"9".repeat(30)},)`), "malformed"],
    ["an expression", described("__import__('os')"), "malformed"],
    ["a call behind", `${described("'<f8'")}.pop()`, "malformed"],
    ["a type by another name", described("'object'"), "unsupported"],
    ["types with a comma", described("'f4,O'"), "unsupported"],
    ["a key twice", described("'<f8'").replace("{", "{'descr': '|O', "), "malformed"],
    ["a key of its own", described("'<f8'").replace("{", "{'more': 1, "), "malformed"],
    ["brackets without end", "(".repeat(1000), "too-large"],
  ])("%s", async (_, literal, kind) => {
    await expect(headerOf(arrayWith(literal))).rejects.toMatchObject({ name: "FormatFault", kind });
  });

  it("finds objects wherever they are in a record", async () => {
    for (const descr of [
      "'|O'",
      "[('a', '<i4'), ('b', [('c', '|O')])]",
      "[('a', 'O8', (2,))]",
      "('|O', (2,))",
    ])
      expect((await headerOf(arrayWith(described(descr)))).type.objects).toBe(true);
  });

  it("no damage does more than stop it", async () => {
    for (const name of ["floats", "record", "objects", "version3"])
      for (const { bytes, how } of mutantsOf(fixture(name), 11))
        await headerOf(bytes).then(
          ({ dataStart, dataEnd = dataStart }) => expect(dataEnd, how).toBeLessThanOrEqual(bytes.length),
          (fault: unknown) => expect(fault, how).toBeInstanceOf(FormatFault),
        );
  });
});

describe("Python literals", () => {
  const literal = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: "binary" }),
      fc.array(tie("value"), { maxLength: 4 }),
    ),
  })).value;
  const written = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
    if (typeof value === "string")
      return `'${Array.from(value, (c) => `\\U${(c.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`).join("")}'`;
    if (value === null) return "None";
    return typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value);
  };
  const plain = (value: ReturnType<typeof parsePythonLiteral>): unknown => {
    if (value.kind === "text") return value.text;
    if (value.kind === "number") return value.value;
    if (value.kind === "name") return value.name === "None" ? null : value.name === "True";
    return value.kind === "dict" ? undefined : value.items.map(plain);
  };

  it("come back as they were written", () => {
    fc.assert(
      fc.property(literal, (value) => {
        expect(plain(parsePythonLiteral(written(value)))).toEqual(value);
      }),
    );
  });

  it("tell brackets from tuples", () => {
    expect(parsePythonLiteral("(1)")).toMatchObject({ kind: "number" });
    expect(parsePythonLiteral("(1,)")).toMatchObject({ kind: "tuple" });
    expect(parsePythonLiteral("()")).toMatchObject({ kind: "tuple", items: [] });
    expect(parsePythonLiteral("10L")).toEqual({ kind: "number", value: 10 });
  });
});
