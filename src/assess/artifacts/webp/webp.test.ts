import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const sized = (mark: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(mark), size, body, Buffer.alloc(body.length % 2)]);
};
const picture = (mark = "VP8L"): Buffer =>
  sized("RIFF", Buffer.concat([Buffer.from("WEBP"), sized(mark, Buffer.from([0x2f, 0, 0, 0, 0]))]));
const examine = (bytes: Uint8Array) => examineBytes(bytes, [format, text], "figure.webp");

describe("a WebP picture", () => {
  it("is clean, every byte explained", async () => {
    expect(await examine(picture())).toMatchObject({ format: "webp", verdict: "clean", findings: [] });
  });

  it.each([
    ["something behind its end", Buffer.concat([picture(), Buffer.from("cposix\nsystem\n")])],
    ["a chunk nobody knows", picture("EVIL")],
    ["padding that is none", Buffer.from(picture()).fill(7, picture().length - 1)],
    ["no end", picture().subarray(0, -3)],
  ])("with %s is incomplete", async (_, bytes) => {
    expect((await examine(bytes)).verdict).toBe("incomplete");
  });

  it("damaged, never crashes", () => expectNoFalseClean(picture(), [format, text], 26));
});
