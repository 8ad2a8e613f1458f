import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));
const examine = (bytes: Uint8Array) => examineBytes(bytes, [format, text], "figure.gif");

describe("a GIF picture", () => {
  it.each(["plain.gif", "moving.gif"])("%s is clean, every byte explained", async (name) => {
    const whole = fixture(name);
    expect(await examine(whole)).toMatchObject({
      format: "gif",
      verdict: "clean",
      bytesExamined: whole.length,
    });
  });

  it.each([
    ["something behind its end", Buffer.concat([fixture("plain.gif"), Buffer.from("cposix\nsystem\n")])],
    ["no end", fixture("plain.gif").subarray(0, -1)],
    ["a block nobody knows", Buffer.from("4749463839610100010000000021aa0100003b", "hex")],
  ])("with %s is incomplete", async (_, bytes) => {
    expect((await examine(bytes)).verdict).toBe("incomplete");
  });

  it("damaged, never crashes", () => expectNoFalseClean(fixture("moving.gif"), [format, text], 27));
});
