import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { plansOf, type Message } from "../protobuf/index.ts";
import { TextTokens } from "./text-tokens.ts";
import { walkTextMessages } from "./walk-text.ts";

const plan = plansOf(`
Outer outer: 1 name text, 2 count int, 3 inner Inner, 4 numbers ints, 5 blob bytes, 6 other skip, 7 share float
Inner inner streamed: 1 name text, 2 inner Inner
`)("Outer");

const source = (text: string): ReturnType<typeof memorySource> => memorySource(Buffer.from(text));

async function read(text: string): Promise<{ root: Message; inner: string[]; claimed: number }> {
  const inner: string[] = [];
  let claimed = 0;
  const root = await walkTextMessages(source(text), plan, {
    claim: (start, end) => {
      claimed += end - start;
    },
    message: (message) => {
      inner.push(message.text("name"));
    },
  });
  return { root, inner, claimed };
}
const nameOf = async (literal: string): Promise<string> => (await read(`name: ${literal}`)).root.text("name");

describe("a message in the text form", () => {
  it.each([
    ['name: "a" count: 3', "a", 3],
    ["name:'a',count:-3;", "a", -3],
    ['# a comment "with" { signs\nname: "a" # another\ncount: 0x10', "a", 16],
    ['name: "a" count: 010', "a", 8],
    ['name: "b" name: "a" count: 1 count: 2', "a", 2],
    ['name: "a" count: true', "a", 1],
    ['name: "a" count: DT_FLOAT', "a", undefined],
  ])("%s", async (text, name, count) => {
    const { root, claimed } = await read(text);
    expect([root.text("name"), root.int("count")]).toEqual([name, count]);
    expect(claimed).toBe(text.length);
  });

  it("reads texts with escapes, and several as one", async () => {
    expect(await nameOf(String.raw`"\101\x42\u0043\n\t\\\"\'" 'd' "e"`)).toBe("ABC\n\t\\\"'de");
    expect(await nameOf(String.raw`"\U0001F600é"`)).toBe("😀é");
    expect(await nameOf('"two\nlines"')).toBe("two\nlines");
  });

  it("reads messages however they are bracketed, and lists", async () => {
    const { inner, root } = await read(
      'inner { name: "1" } inner: < name: "2" inner { name: "3" } > inner: [{name: "4"}, <name: "5">] numbers: [1, -2, 3] share: -1.5e-3f',
    );
    expect(inner).toEqual(["1", "3", "2", "4", "5"]);
    expect(root.ints("numbers")).toEqual([1, -2, 3]);
    expect(root.ints("share")).toEqual([-0.0015]);
  });

  it("leaves a field that no plan has unexplained, and what is in it out of account", async () => {
    const text =
      'name: "a" strange { name: "b" stranger: [1, 2] } [type.googleapis.com/x.Y] { name: "c" } count: 1';
    const { root, claimed } = await read(text);
    expect(root.unknown).toBe(2);
    expect([root.text("name"), root.int("count")]).toEqual(["a", 1]);
    expect(claimed).toBe('name: "a" '.length + "count: 1".length);
  });

  it("keeps bytes only where they are wanted", async () => {
    const text = String.raw`blob: "{\"a\":1}" blob: "more"`;
    let kept = "";
    const streamed = plansOf("Outer outer streamed: 5 blob bytes")("Outer");
    await walkTextMessages(source(text), streamed, {
      claim: () => undefined,
      keep: new Set(["blob"]),
      message: async (message, bytes) => {
        for (const { from, to } of message.spans("blob"))
          kept += `${Buffer.from(await bytes.read(from, to - from)).toString()};`;
      },
    });
    expect(kept).toBe('{"a":1};more;');
  });

  it.each([
    "name",
    "name:",
    'name "a"',
    'name: "a',
    'name: "\\q"',
    'name: "\\uD"x"',
    "name: a",
    "name: { }",
    "inner: 3",
    "inner {",
    "inner { >",
    "}",
    "3: 4",
    "numbers: [1 2]",
    "numbers: [1,",
    "name: @",
    "[a",
    "inner{".repeat(101),
    `${"x".repeat(10_000)}: 1`,
  ])("is not read on where it is broken: %s", async (text) => {
    await expect(read(text)).rejects.toThrow(FormatFault);
  });
});

it("every text that is written with escapes is read as it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(2), async (bytes, how) => {
      const forms = [
        (byte: number) => `\\${byte.toString(8).padStart(3, "0")}`,
        (byte: number) => `\\x${byte.toString(16).padStart(2, "0")}`,
        (byte: number) =>
          byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
            ? String.fromCharCode(byte)
            : `\\${byte.toString(8).padStart(3, "0")}`,
      ];
      const tokens = new TextTokens(source(`"${[...bytes].map((byte) => forms[how]?.(byte)).join("")}"`));
      await tokens.next(1000);
      expect([...tokens.bytes]).toEqual([...bytes]);
    }),
  );
});

it("words and texts are whole wherever a window ends", async () => {
  const one = String.raw`name: "\101\u00e9b" count: 12345 # comment` + "\n";
  const { root, claimed } = await read(one.repeat(14_000));
  expect(claimed).toBe(one.length * 14_000);
  expect(new Set(root.texts("name"))).toEqual(new Set(["Aéb"]));
  expect(new Set(root.ints("count"))).toEqual(new Set([12345]));
});

it.each([
  ["quotes", '"'],
  ["backslashes", "\\"],
  ["brackets", "[{"],
  ["comments", "#"],
  ["spaces", " "],
  ["names", "name:"],
  ["letters", "x"],
])("a megabyte of %s ends", async (_, piece) => {
  const text = `name: ${piece.repeat(1_000_000 / piece.length)}`;
  await read(text).catch((cause: unknown) => {
    expect(cause).toBeInstanceOf(FormatFault);
  });
});
