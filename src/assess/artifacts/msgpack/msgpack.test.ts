import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const file = readFileSync(join(import.meta.dirname, "fixtures/params.msgpack"));
/** `{"w": <extension of this type with these bytes>}` */
const withExtension = (type: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x81, 0xa1, 0x77, 0xc7, bytes.length, type), bytes]);
const arrayOf = (type: string): Uint8Array =>
  Buffer.concat([
    Uint8Array.of(0x93, 0x91, 1, 0xa0 + type.length),
    Buffer.from(type),
    Uint8Array.of(0xc4, 1, 0),
  ]);

it("weights as Flax writes them are clean, and every byte explained", async () => {
  const report = await examineBytes(file, [format], "params.msgpack");
  expect(outcomeOf(report)).toEqual(["clean"]);
  expect(report.bytesExamined).toBe(file.length);
  expect(report.facts["arrays"]).toBe(3);
});

it.each([
  ["an array of numbers", 1, arrayOf("float32"), ["clean"]],
  ["an array of objects", 1, arrayOf("object"), ["unsafe", "msgpack/pickle-inside"]],
  ["an extension of somebody's own", 42, arrayOf("float32"), ["review", "msgpack/unknown-extension"]],
])("%s", async (_, type, bytes, expected) => {
  expect(outcomeOf(await examineBytes(withExtension(type, bytes), [format]))).toEqual(expected);
});

it("a map of four thousand million values in few bytes ends at once", async () => {
  const bytes = Uint8Array.of(0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1, 0x61, 0xa1, 0x62, 0xa1, 0x63);
  expect(outcomeOf(await examineBytes(bytes, [format]))[0]).toBe("incomplete");
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(file, [format], 17);
});
