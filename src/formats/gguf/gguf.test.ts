import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { ggufTensorTypes, readGguf, type GgufTensor, type GgufValue } from "./index.ts";
import { ggufFile, type GgufParts } from "./testing/gguf-file.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, "fixtures", `${name}.gguf`));

async function read(bytes: Uint8Array) {
  const values: Record<string, GgufValue> = {};
  const list: GgufTensor[] = [];
  const faults: string[] = [];
  const file = await readGguf(memorySource(bytes), {
    value: (key, value) => void (values[key] = value),
    tensor: (tensor) => void list.push(tensor),
    fault: ({ kind }) => void faults.push(kind),
  });
  return { ...file, values, list, faults };
}
const readParts = (parts: GgufParts) => read(ggufFile(parts));
const q8 = 8;

describe.each(["small", "big-endian"])("a file that gguf-py wrote: %s", (name) => {
  it("has its metadata", async () => {
    const { values, version, littleEndian } = await read(fixture(name));
    expect({ version, littleEndian }).toEqual({ version: 3, littleEndian: name === "small" });
    expect(values["general.architecture"]).toMatchObject({ kind: "text", text: "llama" });
    expect(values["llama.context_length"]).toEqual({ kind: "number", value: 2048 });
    expect(values["llama.rope.freq_base"]).toEqual({ kind: "number", value: 10000 });
    expect(values["tokenizer.ggml.add_bos_token"]).toEqual({ kind: "bool", value: true });
    expect(values["tokenizer.ggml.tokens"]).toMatchObject({ length: 3, texts: ["<s>", "</s>", "ab"] });
    const template = values["tokenizer.chat_template"];
    expect(template).toMatchObject({ text: expect.stringContaining("{% for message") as unknown });
  });

  it("has its tensors where they are, up to the last byte", async () => {
    const bytes = fixture(name);
    const { list, faults, dataStart, dataEnd } = await read(bytes);
    expect(faults).toEqual([]);
    expect(
      list.map(({ name: tensor, type, shape, start, end }) => [
        tensor,
        type.name,
        shape,
        start - dataStart,
        end - start,
      ]),
    ).toEqual([
      ["token_embd.weight", "F32", [32, 3], 0, 384],
      ["blk.0.attn_q.weight", "Q8_0", [32, 2], 384, 68],
      ["output_norm.weight", "F16", [5], 480, 10],
    ]);
    expect(dataEnd).toBe(bytes.length);
  });
});

it("version 1 has lengths of 32 bits", async () => {
  const { values, list } = await readParts({
    version: 1,
    values: [["a", { type: "texts", value: Array.from({ length: 70 }, () => "x") }]],
    tensors: [{ name: "t", shape: [2], offset: 0 }],
    data: Buffer.alloc(8),
  });
  expect(values["a"]).toMatchObject({ length: 70 });
  expect(list).toMatchObject([{ name: "t", elements: 2 }]);
});

it("knows block sizes as ggml has them: bits per weight are what their names promise", () => {
  const bits = (name: string): number => {
    const type = [...ggufTensorTypes.values()].find((one) => one.name === name);
    return ((type?.bytes ?? 0) * 8) / (type?.block ?? 1);
  };
  expect(["Q4_0", "Q4_K", "Q6_K", "Q8_0", "IQ2_XXS", "MXFP4", "BF16"].map(bits)).toEqual([
    4.5, 4.5, 6.5625, 8.5, 2.0625, 4.25, 16,
  ]);
});

describe("what the format forbids", () => {
  const tensor = { name: "a", shape: [8], offset: 0 };
  it.each([
    [
      "a key twice",
      {
        values: [
          ["k", { type: "u32", value: 1 }],
          ["k", { type: "u32", value: 2 }],
        ],
      },
      ["duplicate-key"],
    ],
    ["a tensor twice", { tensors: [tensor, { ...tensor, offset: 32 }] }, ["duplicate-name"]],
    ["an overlap", { tensors: [tensor, { ...tensor, name: "b", offset: 16 }] }, ["offset"]],
    ["a hole", { tensors: [tensor, { ...tensor, name: "b", offset: 64 }] }, ["offset", "outside"]],
    ["bytes behind the end", { tensors: [{ ...tensor, shape: [64] }] }, ["outside"]],
    ["a name too long for ggml", { tensors: [{ ...tensor, name: "n".repeat(64) }] }, ["long-name"]],
  ] as const)("%s", async (_, parts, faults) => {
    // Safe: the rows above are parts; only their tuples were widened.
    expect((await readParts({ ...(parts as GgufParts), data: Buffer.alloc(64) })).faults).toEqual(faults);
  });

  it.each([
    ["no version", { version: 0x10000 * 9 }, "unsupported"],
    ["version 4", { version: 4 }, "unsupported"],
    ["more values than bytes", { counts: [0n, 2n ** 40n] }, "malformed"],
    ["a count no number holds", { counts: [2n ** 63n, 0n] }, "malformed"],
    ["an alignment of 3", { values: [["general.alignment", { type: "u32", value: 3 }]] }, "malformed"],
    ["an alignment of 0", { values: [["general.alignment", { type: "u32", value: 0 }]] }, "malformed"],
    ["five dimensions", { tensors: [{ ...tensor, shape: [1, 1, 1, 1, 1] }] }, "malformed"],
    ["a product beyond 2^63", { tensors: [{ ...tensor, shape: [2 ** 32, 2 ** 32] }] }, "malformed"],
    [
      "a row that is no whole number of blocks",
      { tensors: [{ ...tensor, shape: [33], type: q8 }] },
      "malformed",
    ],
    ["a type that was removed", { tensors: [{ ...tensor, type: 4 }] }, "unsupported"],
    ["a type nobody knows", { tensors: [{ ...tensor, type: 4_000_000_000 }] }, "unsupported"],
    [
      "a value of no type",
      { values: [["k", { type: "raw", bytes: Buffer.from([13, 0, 0, 0]) }]] },
      "malformed",
    ],
    [
      "an array of arrays",
      {
        values: [
          ["k", { type: "raw", bytes: Buffer.from([9, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]) }],
        ],
      },
      "unsupported",
    ],
    [
      "a text longer than the file",
      { values: [["k", { type: "raw", bytes: Buffer.from([8, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0]) }]] },
      "truncated",
    ],
  ] as const)("%s", async (_, parts, kind) => {
    // Safe: as above.
    await expect(readParts(parts as unknown as GgufParts)).rejects.toMatchObject({
      name: "FormatFault",
      kind,
    });
  });

  it("no damage does more than stop it", async () => {
    for (const name of ["small", "big-endian"])
      for (const { bytes, how } of mutantsOf(fixture(name), 21))
        await read(bytes).then(
          ({ list }) =>
            expect(
              list.every(({ end }) => end <= bytes.length),
              how,
            ).toBe(true),
          (fault: unknown) => expect(fault, how).toBeInstanceOf(FormatFault),
        );
  });
});

it("walks half a million texts without a promise each", async () => {
  const tokens = Array.from({ length: 500_000 }, (_, i) => `token${i}`);
  const { values } = await readParts({ values: [["tokens", { type: "texts", value: tokens }]] });
  expect(values["tokens"]).toMatchObject({ length: 500_000 });
});
