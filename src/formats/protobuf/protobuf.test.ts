import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { mutantsOf } from "../testing/mutants.ts";
import {
  bigintOf,
  floatOf,
  int64Of,
  packedVarints,
  readMessage,
  walkMessages,
  type MessagePlan,
  type WireField,
} from "./index.ts";
import { varint, writeMessage } from "./testing/write-message.ts";

const fieldsOf = async (bytes: Uint8Array): Promise<WireField[]> => {
  const fields: WireField[] = [];
  await readMessage(memorySource(bytes), 0, bytes.length, (field) => {
    fields.push({ ...field });
  });
  return fields;
};

describe("the wire format", () => {
  it("gives the values of the encoding guide", async () => {
    const [number] = await fieldsOf(Uint8Array.of(0x08, 0x96, 0x01));
    expect(number).toMatchObject({ number: 1, wire: "varint", low: 150, start: 0, to: 3 });
    const [text] = await fieldsOf(Uint8Array.of(0x12, 0x07, ...Buffer.from("testing")));
    expect(text).toMatchObject({ number: 2, wire: "len", from: 2, to: 9 });
    expect(packedVarints(Uint8Array.of(0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05), 10)).toEqual([3, 270, 86942]);
  });

  it("reads back every whole number of 64 bits, packed and alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), async (value) => {
        const [field] = await fieldsOf(writeMessage([5, value]));
        expect(field === undefined ? undefined : bigintOf(field)).toBe(value);
        expect(field === undefined ? undefined : int64Of(field)).toBe(Number(value));
        const [packed] = packedVarints(varint(value), 1);
        expect(Math.abs((packed ?? 0) - Number(value))).toBeLessThanOrEqual(Math.abs(Number(value)) * 1e-15);
      }),
    );
  });

  it("reads floats, groups and numbers longer than needed", async () => {
    const float = new Uint8Array([0x0d, 0, 0, 0x80, 0x3f]);
    const [one] = await fieldsOf(float);
    expect(one === undefined ? 0 : floatOf(one)).toBe(1);
    const group = Uint8Array.of(0x0b, 0x10, 0x01, 0x13, 0x14, 0x0c, 0x10, 0x81, 0x80, 0x00);
    expect((await fieldsOf(group)).map(({ number, wire, start, to }) => [number, wire, start, to])).toEqual([
      [1, "group", 0, 6],
      [2, "varint", 6, 10],
    ]);
  });

  it.each([
    ["a field 0", [0x00, 0x01], "malformed"],
    ["a number of eleven bytes", [0x08, ...Array.from({ length: 10 }, () => 0xff), 1], "malformed"],
    ["a length beyond the end", [0x0a, 0x05, 1, 2], "truncated"],
    ["a group that does not end", [0x0b, 0x10, 0x01], "truncated"],
    ["the end of another group", [0x0b, 0x14], "malformed"],
    ["wire type 6", [0x0e], "malformed"],
    ["half a number", [0x09, 1, 2, 3], "truncated"],
  ])("stops at %s", async (_, bytes, kind) => {
    await expect(fieldsOf(Uint8Array.from(bytes))).rejects.toMatchObject({ name: "FormatFault", kind });
  });

  it("does not read what is larger than its window", async () => {
    const size = 8 * 1024 ** 3;
    const head = Buffer.concat([varint(9 * 8 + 2), varint(size)]);
    let read = 0;
    const source = {
      size: head.length + size + 2,
      read: (offset: number, length: number) => {
        read += length;
        const bytes = new Uint8Array(length);
        if (offset < head.length) bytes.set(head.subarray(offset, offset + length));
        if (offset >= head.length + size) bytes.set([0x08, 0x01].slice(offset - head.length - size));
        return Promise.resolve(bytes);
      },
      close: () => Promise.resolve(),
    };
    const numbers: number[] = [];
    await readMessage(source, 0, source.size, (field) => {
      numbers.push(field.number);
    });
    expect(numbers).toEqual([9, 1]);
    expect(read).toBeLessThan(1024 * 1024);
  });
});

describe("reading by a plan", () => {
  const leaf: MessagePlan = {
    title: "leaf",
    streamed: true,
    fields: { 1: ["name", "text"], 2: ["of", () => tree] },
  };
  const tree: MessagePlan = {
    title: "tree",
    fields: { 1: ["size", "int"], 2: ["leaves", () => leaf], 3: ["raw", "bytes"], 4: ["dims", "ints"] },
  };
  const file = writeMessage(
    [1, 3],
    [
      2,
      [
        [1, "a"],
        [2, [[2, [[1, "inner"]]]]],
      ],
    ],
    [3, Uint8Array.of(1, 2, 3)],
    [4, 7],
    [4, Uint8Array.of(8, 9)],
    [99, "unknown"],
  );

  it("hands streamed messages over inner first, and names all bytes but those of unknown fields", async () => {
    const names: string[] = [];
    const claimed: [number, number][] = [];
    const root = await walkMessages(memorySource(file), 0, file.length, tree, {
      claim: (start, end) => void claimed.push([start, end]),
      message: (message) => void names.push(message.text("name")),
    });
    expect(names).toEqual(["inner", "a"]);
    expect(root.ints("dims")).toEqual([7, 8, 9]);
    expect(root.int("size")).toBe(3);
    expect(root.unknown).toBe(1);
    const bytes = claimed.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(bytes).toBe(file.length - writeMessage([99, "unknown"]).length);
  });

  it("does not follow messages deeper than 100", async () => {
    let deep: Uint8Array = writeMessage([1, 1]);
    for (let i = 0; i < 200; i++) deep = writeMessage([2, [[2, deep]]]);
    const walked = walkMessages(memorySource(deep), 0, deep.length, tree, { claim: () => undefined });
    await expect(walked).rejects.toMatchObject({ kind: "too-large" });
  });

  it("ends in a fault or in a message, however the bytes are damaged", async () => {
    for (const { bytes, how } of mutantsOf(file, 11)) {
      const ended = await walkMessages(memorySource(bytes), 0, bytes.length, tree, {
        claim: () => undefined,
      }).then(
        () => "message",
        (cause: unknown) => (cause instanceof Error ? cause.name : "?"),
      );
      expect(["message", "FormatFault"], how).toContain(ended);
    }
  });
});
