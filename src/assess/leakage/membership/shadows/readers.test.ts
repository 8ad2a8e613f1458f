import { describe, expect, it } from "vitest";
import { memorySource } from "../../../../formats/index.ts";
import { logitOf } from "../shadow-outputs.ts";
import { readCsvShadows } from "./read-csv.ts";
import { readJsonShadows } from "./read-json.ts";
import { readNpyShadows } from "./read-npy.ts";
import { textLines } from "./text-lines.ts";

/** The text in chunks of a few bytes, cut anywhere. */
async function* stream(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const lines = `{"probabilities":[0.9,0.25],"members":[1,0]}
{"members":[false,true],"probabilities":[0.5,1]}
`;
const csv = `row,model,probability,member
0,a,0.9,1
1,a,0.25,0
0,b,0.5,0
1,b,1,1`;

function npy(type: string, shape: string, body: Uint8Array): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + "\n";
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([head, Buffer.from(header, "latin1"), body]);
}
const doubles = (values: readonly number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);

describe("shadows read from files", () => {
  it("are the same from JSON Lines, one JSON document, CSV and two arrays of numpy", async () => {
    const fromLines = await readJsonShadows(stream(lines));
    expect(fromLines).toMatchObject({ models: 2, rows: 2 });
    expect([...fromLines.members]).toEqual([1, 0, 0, 1]);
    expect([...fromLines.logits]).toEqual([0.9, 0.25, 0.5, 1].map(logitOf));
    const whole = '{"probabilities":[[0.9,0.25],[0.5,1]],"members":[[1,0],[0,1]]}';
    expect(await readJsonShadows(stream(whole))).toEqual(fromLines);
    expect(await readCsvShadows(stream(csv))).toEqual(fromLines);
    expect(await readCsvShadows(stream(`${csv.replaceAll("\n", "\r\n")}\r\n`, 3))).toEqual(fromLines);
    const arrays = await readNpyShadows(
      memorySource(npy("<f8", "(2, 2)", doubles([0.9, 0.25, 0.5, 1]))),
      memorySource(npy("|b1", "(2, 2)", Uint8Array.of(1, 0, 0, 1))),
    );
    expect(arrays).toEqual(fromLines);
  });

  it("are refused where they are not what they should be", async () => {
    const json = (text: string) => readJsonShadows(stream(text));
    await expect(json('{"probabilities":[1.5],"members":[1]}')).rejects.toThrow(/between 0 and 1/);
    await expect(json('{"probabilities":[0.5],"members":[2]}')).rejects.toThrow(/0 or 1/);
    await expect(json('{"probabilities":[0.5],"members":[]}')).rejects.toThrow(/0 memberships/);
    await expect(json(`${lines}{"probabilities":[0.5],"members":[1]}`)).rejects.toThrow(/Model 2/);
    await expect(json("[1]")).rejects.toThrow(/object/);
    await expect(json("")).rejects.toThrow(/no model/);
    const table = (text: string) => readCsvShadows(stream(text));
    await expect(table("model,row,probability\n")).rejects.toThrow(/columns/);
    await expect(table(`${csv}\n0,a,0.1,1`)).rejects.toThrow(/together/);
    await expect(table(csv.replace("1,a", "3,a"))).rejects.toThrow(/row 1/);
    await expect(table(csv.replace("0.25", ""))).rejects.toThrow(/between 0 and 1/);
    await expect(table(csv.replace("0.25", '"0.25"'))).rejects.toThrow(/between 0 and 1/);
  });

  it("of numpy are refused with other shapes, types and values", async () => {
    const read = (left: Uint8Array, right: Uint8Array) =>
      readNpyShadows(memorySource(left), memorySource(right));
    const good = npy("<f8", "(1, 2)", doubles([0.1, 0.2]));
    const mask = npy("|u1", "(1, 2)", Uint8Array.of(1, 0));
    expect((await read(good, mask)).rows).toBe(2);
    await expect(read(good, npy("|u1", "(2, 1)", Uint8Array.of(1, 0)))).rejects.toThrow(/different shapes/);
    await expect(read(npy("<f8", "(2,)", doubles([0.1, 0.2])), mask)).rejects.toThrow(/two axes/);
    await expect(read(npy("<c8", "(1, 2)", new Uint8Array(16)), mask)).rejects.toThrow(/<c8 is not read/);
    await expect(read(npy("<f8", "(1, 2)", doubles([0.1, NaN])), mask)).rejects.toThrow(/between 0 and 1/);
    await expect(read(good, npy("|u1", "(1, 2)", Uint8Array.of(1, 7)))).rejects.toThrow(/0 or 1/);
  });

  it("hold one line at a time, and no line without end", async () => {
    const all: string[] = [];
    for await (const line of textLines(stream("ä\n\nfoo\r\nbar", 1), 100)) all.push(line);
    expect(all).toEqual(["ä", "", "foo", "bar"]);
    const endless = async () => {
      for await (const line of textLines(stream("x".repeat(5000), 64), 1000)) expect(line).toBe("");
    };
    await expect(endless()).rejects.toThrow(/longer than 1000/);
    await expect(readJsonShadows(bad())).rejects.toThrow(/UTF-8/);
  });
});

async function* bad(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Uint8Array.of(0xff, 0xfe, 0x0a));
}
