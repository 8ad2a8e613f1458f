import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const fixture = (name: string): Uint8Array => {
  const bytes = readFileSync(join(import.meta.dirname, "fixtures", name));
  return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
};
const outcome = async (bytes: Uint8Array): Promise<readonly string[]> =>
  outcomeOf(await examineBytes(bytes, [format], "model.h5"));

describe("files of the real library", () => {
  it.each(["weights.h5", "chunks.h5"])("%s is clean, and every byte explained", async (name) => {
    const report = await examineBytes(fixture(name), [format], name);
    expect(outcomeOf(report)).toEqual(["clean"]);
    expect(report.bytesExamined).toBe(report.bytes);
    expect(report.facts["datasets"]).toBe(1);
  });

  it.each([
    ["dense-links.h5", 9],
    ["dense-many.h5.gz", 0],
    ["dense-order.h5.gz", 40],
    ["deleted.h5.gz", 0],
    ["fixed.h5.gz", 1],
    ["fixed-gz.h5.gz", 1],
    ["fixed-paged.h5.gz", 1],
    ["extensible.h5.gz", 1],
    ["extensible-gz.h5.gz", 1],
    ["tree-gz.h5.gz", 1],
    ["tree-deep.h5.gz", 1],
    ["implicit.h5.gz", 1],
  ])("%s, of the newest form, is clean, and every byte explained", async (name, datasets) => {
    const report = await examineBytes(fixture(name), [format], name);
    expect(outcomeOf(report)).toEqual(["clean"]);
    expect(report.bytesExamined).toBe(report.bytes);
    expect(report.facts["datasets"]).toBe(datasets);
  });

  it.each([
    ["import.h5", "unsafe", "keras-config/import"],
    ["import-fixed.h5", "unsafe", "keras-config/import"],
    ["import-latest.h5", "unsafe", "keras-config/import"],
    ["import-shared-type.h5", "unsafe", "keras-config/import"],
    ["external.h5", "unsafe", "hdf5/outside-path"],
    ["link.h5", "unsafe", "hdf5/outside-path"],
    ["virtual.h5", "review", "hdf5/virtual-dataset"],
    ["dense-attributes.h5.gz", "unsafe", "keras-config/import"],
    ["huge-attribute.h5.gz", "unsafe", "keras-config/import"],
    ["dense-escape.h5.gz", "unsafe", "hdf5/outside-path"],
  ])("%s is %s by %s", async (name, verdict, rule) => {
    const [found, ...rules] = await outcome(fixture(name));
    expect([found, rules.includes(rule)]).toEqual([verdict, true]);
  });
});

it("bytes behind the end, before the beginning and in free space are told", async () => {
  const file = fixture("weights.h5");
  expect(await outcome(Buffer.concat([file, Buffer.from("behind")]))).toEqual([
    "incomplete",
    "artifact/unexplained-bytes",
  ]);
  const block = Buffer.alloc(512);
  block.write("before");
  expect((await outcome(Buffer.concat([block, file])))[0]).toBe("incomplete");
  expect(await outcome(file.subarray(0, file.length - 8))).toContain("artifact/not-readable-to-the-end");
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(fixture("weights.h5"), [format], 6);
  await expectNoFalseClean(fixture("chunks.h5"), [format], 7);
  await expectNoFalseClean(fixture("import-latest.h5"), [format], 8);
  await expectNoFalseClean(fixture("dense-escape.h5.gz"), [format], 9);
  await expectNoFalseClean(fixture("dense-attributes.h5.gz"), [format], 10);
  await expectNoFalseClean(fixture("extensible-gz.h5.gz"), [format], 11);
  await expectNoFalseClean(fixture("fixed-gz.h5.gz"), [format], 12);
});
