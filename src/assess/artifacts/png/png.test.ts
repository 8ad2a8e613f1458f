import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const chunk = (type: string, data: Uint8Array = Buffer.alloc(0)): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(data.length, 0);
  edges.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
};
const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const picture = (...more: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    chunk("IHDR", header),
    ...more,
    chunk("IDAT", deflateSync(Buffer.from([0, 7]))),
    chunk("IEND"),
  ]);
const examine = (bytes: Uint8Array) => examineBytes(bytes, [format, text], "figure.png");

describe("a PNG picture", () => {
  it("is clean, every byte explained", async () => {
    const whole = picture(chunk("tEXt", Buffer.from("Title\0a figure")));
    expect(await examine(whole)).toMatchObject({
      format: "png",
      verdict: "clean",
      bytesExamined: whole.length,
    });
  });

  it.each([
    ["something behind its end", Buffer.concat([picture(), Buffer.from("cposix\nsystem\n")])],
    ["a chunk nobody knows", picture(chunk("evIL", Buffer.from("x")))],
    ["no end", picture().subarray(0, -12)],
    ["another check sum", Buffer.from(picture()).fill(1, 16, 17)],
  ])("with %s is incomplete", async (_, bytes) => {
    expect((await examine(bytes)).verdict).toBe("incomplete");
  });

  it("damaged, never crashes", () => expectNoFalseClean(picture(), [format, text], 25));
});
