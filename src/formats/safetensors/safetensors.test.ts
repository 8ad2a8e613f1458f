import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { readSafetensors, type SafeTensor } from "./index.ts";
import { safetensorsFile } from "./testing/safetensors-file.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, "fixtures", `${name}.safetensors`));

async function read(source: Uint8Array | ByteSource) {
  const tensors: SafeTensor[] = [];
  const metadata: Record<string, string> = {};
  const faults: string[] = [];
  const file = await readSafetensors("read" in source ? source : memorySource(source), {
    tensor: (tensor) => void tensors.push(tensor),
    metadata: (key, value) => void (metadata[key] = value),
    fault: ({ kind }) => void faults.push(kind),
  });
  return { ...file, list: tensors, metadata, faults };
}
const entry = (start: number, end: number, shape = [end - start], dtype = "U8") => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

describe("files that the library wrote", () => {
  it("has the tensors with their places, and the metadata", async () => {
    const bytes = fixture("small");
    const { list, metadata, faults, holes, overlaps, dataStart, elements } = await read(bytes);
    expect({ faults, holes, overlaps }).toEqual({ faults: [], holes: [], overlaps: [] });
    expect(metadata).toEqual({ format: "np", license: "apache-2.0" });
    expect(elements).toBe(10);
    expect(
      list.map(({ name, dtype, shape, start, end }) => [
        name,
        dtype,
        shape,
        start - dataStart,
        end - dataStart,
      ]),
    ).toEqual([
      ["one", "I64", [], 0, 8],
      ["weight", "F32", [2, 3], 8, 32],
      ["bias", "F16", [3], 32, 38],
    ]);
    const weight = list[1];
    expect([...new Float32Array(new Uint8Array(bytes.subarray(weight?.start, weight?.end)).buffer)]).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  it("takes a file without tensors and tensors without elements", async () => {
    expect(await read(fixture("none"))).toMatchObject({ tensors: 0, holes: [], faults: [] });
    expect(await read(fixture("empty-tensor"))).toMatchObject({
      tensors: 2,
      holes: [],
      overlaps: [],
      faults: [],
    });
  });
});

describe("what the format forbids", () => {
  it.each([
    ["a hole", { a: entry(0, 2), b: entry(3, 4) }, { holes: [{ start: 2, end: 3 }] }],
    ["a tail", { a: entry(0, 2) }, { holes: [{ start: 2, end: 4 }] }],
    ["an overlap", { a: entry(0, 3), b: entry(2, 4) }, { overlaps: [{ start: 2, end: 3 }] }],
    ["one inside the other", { a: entry(0, 4), b: entry(1, 2) }, { overlaps: [{ start: 1, end: 2 }] }],
    ["no tensor for any byte", {}, { holes: [{ start: 0, end: 4 }] }],
  ])("%s", async (_, header, expected) => {
    const file = await read(safetensorsFile(header, new Uint8Array(4)));
    const moved = (parts: readonly { start: number; end: number }[]) =>
      parts.map(({ start, end }) => ({ start: start - file.dataStart, end: end - file.dataStart }));
    expect({ holes: moved(file.holes), overlaps: moved(file.overlaps) }).toEqual({
      holes: [],
      overlaps: [],
      ...expected,
    });
  });

  it.each([
    ["a size that is not the product", { a: entry(0, 4, [3]) }, ["size-differs"]],
    ["a product beyond all numbers", { a: entry(0, 4, [2 ** 40, 2 ** 40]) }, ["size-differs"]],
    ["half a byte too much", { a: entry(0, 4, [7], "F4") }, ["size-differs"]],
    ["a type nobody knows", { a: entry(0, 4, [4], "Q4") }, ["unknown-dtype"]],
    ["bytes behind the end", { a: entry(0, 5) }, ["outside"]],
    [
      "an end before its begin",
      { a: { dtype: "U8", shape: [2], data_offsets: [4, 2] } },
      ["size-differs", "outside"],
    ],
    ["a negative offset", { a: { dtype: "U8", shape: [4], data_offsets: [-4, 0] } }, ["bad-entry"]],
    ["a field of its own", { a: { ...entry(0, 4), code: "x" } }, ["unknown-field"]],
    ["metadata that are no text", { __metadata__: { a: 1 }, a: entry(0, 4) }, ["metadata"]],
    ["metadata that are a list", { __metadata__: [], a: entry(0, 4) }, ["metadata"]],
  ])("%s", async (_, header, faults) => {
    expect((await read(safetensorsFile(header, new Uint8Array(4)))).faults).toEqual(faults);
  });

  it.each([
    [
      "a name twice",
      '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
    ],
    [
      "the same name, written otherwise",
      '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"\\u0061":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
    ],
  ])("%s", async (_, header) => {
    expect((await read(safetensorsFile(header, new Uint8Array(4)))).faults).toEqual(["duplicate-name"]);
  });

  it.each([
    ["a fraction", '{"a":{"dtype":"U8","shape":[4.0],"data_offsets":[0,4]}}'],
    ["an exponent", '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4e0]}}'],
  ])("a number with %s", async (_, header) => {
    expect((await read(safetensorsFile(header, new Uint8Array(4)))).faults).toEqual(["bad-entry"]);
  });

  it.each([
    ["no JSON", "{oops}"],
    ["a comma at the end", '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},}'],
    ["a list", "[]"],
    ["something behind", "{}x"],
    ["no end", '{"a":'],
    ["a field twice", '{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}'],
    ["bytes that are no text", Buffer.from('{"\xff":1}', "latin1")],
  ])("a header with %s cannot be followed", async (_, header) => {
    await expect(read(safetensorsFile(header, new Uint8Array(4)))).rejects.toBeInstanceOf(FormatFault);
  });

  it("a header longer than the file or than the format allows", async () => {
    const length = (bytes: bigint): Uint8Array => new Uint8Array(BigUint64Array.of(bytes, 0x7bn).buffer);
    await expect(read(length(9n))).rejects.toMatchObject({ kind: "truncated" });
    await expect(read(length(100_000_001n))).rejects.toMatchObject({ kind: "too-large" });
    await expect(read(length(2n ** 63n))).rejects.toMatchObject({ kind: "too-large" });
  });
});

describe("any file", () => {
  it("has exactly the tensors that were put into it, whatever their order in the header", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.string({ unit: "grapheme" }).filter((name) => !name.startsWith("__") && name.isWellFormed()),
          { maxLength: 8 },
        ),
        fc.array(fc.nat(20), { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        async (names, lengths, backwards) => {
          let at = 0;
          const entries = names.map((name, i) => {
            const start = at;
            at += lengths[i] ?? 0;
            return [name, entry(start, at)] as const;
          });
          const header = Object.fromEntries(backwards ? entries.toReversed() : entries);
          const file = await read(safetensorsFile(header, new Uint8Array(at)));
          expect(file).toMatchObject({ faults: [], holes: [], overlaps: [], tensors: names.length });
          for (const [name, { data_offsets: offsets }] of entries)
            expect(file.list.find((one) => one.name === name)).toMatchObject({
              start: file.dataStart + (offsets[0] ?? 0),
              end: file.dataStart + (offsets[1] ?? 0),
            });
        },
      ),
    );
  });

  it("that is damaged does no more than stop", async () => {
    for (const name of ["small", "empty-tensor"])
      for (const { bytes, how } of mutantsOf(fixture(name), 3))
        await read(bytes).catch((fault: unknown) => expect(fault, how).toBeInstanceOf(FormatFault));
  });

  it("is read in windows: one entry may cross them, and data is never touched", async () => {
    const many: Record<string, unknown> = { __metadata__: { note: "ü".repeat(400_000) } };
    for (let i = 0; i < 5000; i++)
      many[`layer.${i}.${"x".repeat(50)}`] = entry(i * 2_000_000, (i + 1) * 2_000_000);
    const start = safetensorsFile(many, new Uint8Array(0));
    let largest = 0;
    // Ten gigabytes of which only the header is there.
    const sparse: ByteSource = {
      size: start.length + 10_000_000_000,
      read(offset, length) {
        largest = Math.max(largest, length);
        if (offset + length > start.length) throw new Error("data was read");
        return Promise.resolve(start.subarray(offset, offset + length));
      },
      close: () => Promise.resolve(),
    };
    const file = await read(sparse);
    expect(file).toMatchObject({
      tensors: 5000,
      holes: [],
      overlaps: [],
      faults: [],
      elements: 10_000_000_000,
    });
    expect(largest).toBeLessThanOrEqual(256 * 1024);
  });
});

describe("the quick way through an entry", () => {
  const text = fc.oneof(
    fc.constantFrom('"a"', '"\\u0061"', '"__proto__"', '"__metadata__"', '""', '"a\\"b"', '"é\'"'),
    fc.string({ maxLength: 6 }).map((name) => JSON.stringify(name)),
  );
  const number = fc.constantFrom("0", "4", "04", "1.0", "1e1", "-4", "", " 4", "9007199254740993", "12");
  const odd = fc
    .tuple(text, fc.constantFrom("F32", "U8", "X", "f32"), fc.array(number, { maxLength: 3 }), number, number)
    .map(
      ([name, dtype, shape, from, to]) =>
        [name, `{"dtype":"${dtype}","shape":[${shape.join(",")}],"data_offsets":[${from},${to}]}`] as const,
    );

  it("gives what the slow one gives", async () => {
    const seen = (json: string) =>
      read(headerOf(json)).then(
        ({ dataStart, list, holes, ...all }) => ({
          ...all,
          list: list.map(({ start, end, ...tensor }) => ({
            ...tensor,
            bytes: [start - dataStart, end - dataStart],
          })),
          holes: holes.map(({ start, end }) => [start - dataStart, end - dataStart]),
        }),
        (cause: unknown) => (cause instanceof FormatFault ? cause.kind : cause),
      );
    await fc.assert(
      fc.asyncProperty(odd, async ([name, value]) => {
        // A space behind the colon is JSON as well, and not what the quick way takes. It is a byte of the header,
        // so the data is as far from its start as before.
        expect(await seen(`{${name}:${value}}`)).toEqual(await seen(`{${name}: ${value}}`));
      }),
      { numRuns: 500 },
    );
  });

  function headerOf(json: string): Uint8Array {
    const header = Buffer.from(json);
    const length = Buffer.alloc(8);
    length.writeUInt32LE(header.length);
    return Buffer.concat([length, header, Buffer.alloc(16)]);
  }
});
