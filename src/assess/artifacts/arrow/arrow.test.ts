import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memorySource, readArrow } from "../../../formats/index.ts";
import { format as pickleFormat } from "../pickle/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));
const formats = [format, pickleFormat];

describe("Arrow IPC", () => {
  it.each([
    ["plain.arrows", { columns: 6, rows: 3 }],
    ["zstd.arrow", { columns: 6, rows: 3 }],
    ["lz4.feather", { columns: 2, rows: 3 }],
  ])("%s, as PyArrow wrote it, is clean, every byte explained", async (name, facts) => {
    const bytes = fixture(name);
    const report = await examineBytes(bytes, formats);
    expect(report).toMatchObject({ format: "arrow", verdict: "clean", facts });
    expect(report.bytesExamined).toBe(bytes.length);
  });

  it("is unsafe with a type that PyArrow unpickles, and the pickle is looked at", async () => {
    const report = await examineBytes(fixture("extension.arrow"), formats);
    const [verdict, ...rules] = outcomeOf(report);
    expect(verdict).toBe("unsafe");
    expect(rules).toEqual(expect.arrayContaining(["arrow/pickled-type", "pickle/exec"]));
    expect(report.bytesExamined).toBe(report.bytes);
  });

  it("is as bad as a pickle in the metadata of anybody's type", async () => {
    expect(outcomeOf(await examineBytes(fixture("vendor.arrows"), formats))).toEqual([
      "unsafe",
      "pickle/exec",
    ]);
  });

  it("is to be looked at with a column that Ray unpickles", async () => {
    expect(outcomeOf(await examineBytes(fixture("ray.arrows"), formats))).toEqual([
      "review",
      "arrow/pickled-column",
    ]);
  });

  it("tells of a footer with other columns, and of one that names messages that are not there", async () => {
    const bytes = Buffer.from(fixture("lz4.feather"));
    const last = bytes.lastIndexOf("\x01\0\0\0s\0", undefined, "latin1");
    expect(last).toBeGreaterThan(bytes.length / 2);
    bytes[last + 4] = 0x7a;
    expect(outcomeOf(await examineBytes(bytes, formats))).toEqual(["unsafe", "arrow/two-schemas"]);
    const moved = Buffer.from(fixture("lz4.feather"));
    const footer = moved.length - 10 - moved.readUInt32LE(moved.length - 10);
    const first = moved.indexOf(Buffer.from([0xff, 0xff, 0xff, 0xff]), 16);
    const named = Buffer.alloc(8);
    named.writeBigUInt64LE(BigInt(first));
    const at = moved.indexOf(named, footer);
    expect(at).toBeGreaterThan(footer);
    moved[at] = (moved[at] ?? 0) ^ 8;
    expect(outcomeOf(await examineBytes(moved, formats))[0]).toBe("incomplete");
  });

  it("is not whole with anything behind the end of a stream, or hidden in its padding", async () => {
    const behind = Buffer.concat([fixture("plain.arrows"), Buffer.from("more")]);
    expect((await examineBytes(behind, formats)).verdict).not.toBe("clean");
    const padded = Buffer.from(fixture("plain.arrows"));
    const places: [number, number][] = [];
    await readArrow(memorySource(padded), {
      claim: (start, end, what) => void (what === "padding" && places.push([start, end])),
      keyValue: () => {},
      schema: () => {},
      batch: () => {},
    });
    const [place] = places;
    expect(place).toBeDefined();
    padded[place?.[0] ?? 0] = 1;
    expect((await examineBytes(padded, formats)).verdict).not.toBe("clean");
  });

  it("damage is never clean where the parser broke off", async () => {
    await expectNoFalseClean(fixture("extension.arrow"), formats, 31);
    await expectNoFalseClean(fixture("plain.arrows"), formats, 32);
  }, 60_000);
});
