import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));
const examine = (bytes: Uint8Array) => examineBytes(bytes, [format, text], "figure.jpg");

describe("a JPEG picture", () => {
  it.each(["base.jpg", "progressive.jpg", "restarts.jpg"])(
    "%s is clean, every byte explained",
    async (name) => {
      const whole = fixture(name);
      expect(await examine(whole)).toMatchObject({
        format: "jpeg",
        verdict: "clean",
        bytesExamined: whole.length,
      });
    },
  );

  it("is walked over an end of a window inside of its picture", async () => {
    const file = fixture("base.jpg");
    const end = file.length - 2;
    // 0xff 0x00 stands for a byte of data: the windows of 64 KiB are cut between the two, and beside them.
    for (const extra of [65_534, 65_535, 65_536, 65_537]) {
      const long = Buffer.concat([
        file.subarray(0, end),
        Buffer.alloc(extra % 2, 1),
        Buffer.from("ff00".repeat(extra >> 1), "hex"),
        file.subarray(end),
      ]);
      expect(await examine(long)).toMatchObject({ verdict: "clean", bytesExamined: long.length });
    }
  });

  it.each([
    ["something behind its end", Buffer.concat([fixture("base.jpg"), Buffer.from("cposix\nsystem\n")])],
    ["no end", fixture("base.jpg").subarray(0, -2)],
    ["no picture", Buffer.from("ffd8ffe00004aaaaffd9", "hex")],
    ["bytes between its segments", Buffer.from("ffd8ffe00004aaaa41ffd9", "hex")],
  ])("with %s is incomplete", async (_, bytes) => {
    expect((await examine(bytes)).verdict).toBe("incomplete");
  });

  it("damaged, never crashes", () => expectNoFalseClean(fixture("progressive.jpg"), [format, text], 26));
});
