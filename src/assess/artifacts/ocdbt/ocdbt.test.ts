import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ArtifactReport } from "../../../contracts/index.ts";
import { memorySource, readTar } from "../../../formats/index.ts";
import { mutantsOf } from "../../../formats/testing/mutants.ts";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import {
  numbers,
  oneFile,
  writeBlock,
  writeLeaf,
  writeManifest,
} from "../../../formats/ocdbt/testing/write-block.ts";
import { allFindings, examineArtifact } from "../engine/examine.ts";
import { items } from "../items.generated.ts";
import { rulesOf } from "../testing/examine-bytes.ts";

type Files = ReadonlyMap<string, Uint8Array>;

/** Written by Orbax and TensorStore: bench/artifacts/orbax_fixtures.py. */
async function fixture(): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const part of ["store", "store3", "versions", "files"]) {
    const tar = gunzipSync(readFileSync(new URL(`fixtures/${part}.tar.gz`, import.meta.url)));
    for await (const { name, dataStart, dataEnd } of readTar(memorySource(tar)))
      files.set(name, tar.subarray(dataStart, dataEnd));
  }
  return files;
}

const examine = (files: Files, path: string): Promise<ArtifactReport> =>
  examineArtifact(memorySource(files.get(path) ?? Buffer.of()), path, {
    formats: items,
    loaders: [],
    siblings: [...files.keys()],
    sibling: async (name) => {
      const found = files.get(posix.join(posix.dirname(path), name));
      return found === undefined ? undefined : memorySource(found);
    },
  });

const store = (root: Uint8Array, path = "d/1", height = 0): Files =>
  new Map([
    ["manifest.ocdbt", writeManifest(path, root, height)],
    ["d/1", root],
  ]);
const array = JSON.stringify({
  zarr_format: 2,
  shape: [4],
  chunks: [2],
  dtype: "<i2",
  compressor: null,
  filters: null,
  fill_value: null,
  order: "C",
});
const calls = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();

describe("what Orbax and TensorStore write is read to the last byte", () => {
  it.each(["store", "store/ocdbt.process_0", "store3", "store3/ocdbt.process_0", "versions"])(
    "the store %s",
    async (folder) => {
      const report = await examine(await fixture(), `${folder}/manifest.ocdbt`);
      expect(allFindings(report)).toEqual([]);
      expect([report.format, report.verdict]).toEqual(["ocdbt", "clean"]);
      const data = report.members.filter(({ format }) => format === "data");
      expect(data.length).toBeGreaterThan(0);
      for (const { bytes, bytesExamined } of data) expect(bytesExamined).toBe(bytes);
      const arrays = report.members.filter(({ format }) => format === "zarr");
      expect(arrays.length).toBeGreaterThan(1);
      for (const { members } of arrays) expect(members.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ["files/params.kernel/.zarray", "0.0"],
    ["files3/params.kernel/zarr.json", "c/0/0"],
  ])("the array %s beside its chunk", async (path, chunk) => {
    const report = await examine(await fixture(), path);
    expect([report.format, report.verdict]).toEqual(["zarr", "clean"]);
    expect(report.members.map((one) => one.path)).toEqual([`${path}!/${chunk}`]);
    expect(report.members[0]?.bytesExamined).toBe(report.members[0]?.bytes);
  });
});

describe("what is in a store is examined", () => {
  it("an array with its chunks is clean", async () => {
    const root = writeLeaf({ "w/.zarray": array, "w/0": "abcd", "w/1": "efgh" });
    const report = await examine(store(root), "manifest.ocdbt");
    expect(report.verdict).toBe("clean");
    expect(report.facts).toMatchObject({ keys: 3, blocks: 1 });
  });

  it.each<readonly [string, string, Files]>([
    ["unsafe", "pickle/exec", store(writeLeaf({ "w/.zarray": array, "w/state": calls }))],
    ["unsafe", "ocdbt/path-escape", store(writeLeaf({ a: "b" }), "../../d/1")],
    ["incomplete", "ocdbt/data-missing", store(writeLeaf({ a: "b" }), "d/2")],
    ["incomplete", "ocdbt/block", store(writeLeaf({ a: "b" }), "d/1", 1)],
    ["incomplete", "zarr/chunk", store(writeLeaf({ "w/.zarray": array, "w/0": "abc" }))],
    [
      "incomplete",
      "zarr/not-read",
      store(writeLeaf({ "w/.zarray": array.replace("null", '{"id":"blosc"}'), "w/0": "abcd" })),
    ],
    ["review", "zarr/objects", store(writeLeaf({ "w/.zarray": array.replace("<i2", "|O") }))],
    [
      "incomplete",
      "artifact/unexplained-bytes",
      new Map([
        ...store(writeLeaf({ a: "text" })),
        ["d/1", Buffer.concat([writeLeaf({ a: "text" }), calls])],
      ]),
    ],
  ])("%s: %s", async (verdict, rule, files) => {
    const report = await examine(files, "manifest.ocdbt");
    expect(rulesOf(report)).toContain(rule);
    expect(report.verdict).toBe(verdict);
  });

  it("what a later block replaced is explained, and what only looks like one is not", async () => {
    const root = writeLeaf({ a: "text" });
    const old = writeLeaf({ a: "older" });
    const verdictWith = async (behind: Uint8Array): Promise<string> =>
      (
        await examine(
          new Map([
            ["manifest.ocdbt", writeManifest("d/1", root)],
            ["d/1", Buffer.concat([root, behind])],
          ]),
          "manifest.ocdbt",
        )
      ).verdict;
    expect(await verdictWith(old)).toBe("clean");
    expect(await verdictWith(old.subarray(0, -1))).toBe("incomplete");
    expect(await verdictWith(writeBlock("node", calls))).toBe("incomplete");
  });

  it("values and blocks that are shared over and over are not read over and over", async () => {
    const keys = Array.from({ length: 200 }, (_, i) => `k${String(i).padStart(3, "0")}`);
    const root = writeBlock(
      "node",
      numbers(0),
      oneFile("d/2"),
      numbers(keys.length),
      numbers(...keys.slice(1).map(() => 0)),
      numbers(...keys.map(({ length }) => length)),
      keys.join(""),
      numbers(...keys.map(() => 1_000_000)),
      Buffer.alloc(keys.length, 1),
      numbers(...keys.map(() => 0)),
      numbers(...keys.map(() => 0)),
    );
    const files = new Map([...store(root), ["d/2", Buffer.alloc(1_000_000, "text ")]]);
    const report = await examine(files, "manifest.ocdbt");
    expect(report.verdict).toBe("incomplete");
    expect(report.members.length).toBeLessThan(30);
    expect(JSON.stringify(report.findings)).toContain("share their bytes");
  });

  it("a tree that leads to itself ends", async () => {
    const inner = writeBlock(
      "node",
      numbers(1),
      oneFile("d/1"),
      numbers(1, 1, 0),
      "a",
      numbers(0, 0, 45, 1, 1, 0),
    );
    expect((await examine(store(inner, "d/1", 1), "manifest.ocdbt")).verdict).toBe("incomplete");
  });
});

it("no damage makes a store pass that cannot be read, and no parser fails", async () => {
  const files = await fixture();
  const damaged = [
    "versions/manifest.ocdbt",
    ...[...files.keys()].filter((name) => name.startsWith("store/d/")),
  ];
  for (const [seed, name] of damaged.entries())
    for (const { bytes, how } of mutantsOf(files.get(name) ?? Buffer.of(), seed + 1, 150)) {
      const manifest = name.startsWith("store/") ? "store/manifest.ocdbt" : name;
      const report = await examine(new Map([...files, [name, bytes]]), manifest);
      const found = allFindings(report).find(({ description }) => description.includes("the parser failed"));
      expect(found?.description, how).toBeUndefined();
      if (Buffer.compare(bytes, files.get(name) ?? Buffer.of()) !== 0 && report.format === "ocdbt")
        expect([how, report.verdict]).not.toEqual([how, "clean"]);
    }
});
