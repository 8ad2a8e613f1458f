import { mkdtempSync, truncateSync, writeFileSync, appendFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { bufferedSource } from "./buffered-source.ts";
import { ByteReader } from "./byte-reader.ts";
import { memorySource, partOf, type ByteSource } from "./byte-source.ts";
import { fileSource } from "./file-source.ts";
import { spool } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "bartizan-bytes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const content = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);
const path = join(folder, "content.bin");
writeFileSync(path, content);

const spooled = (memoryBytes: number): Promise<ByteSource> =>
  spool([content.subarray(0, 300), content.subarray(300)], { maxBytes: 1000, memoryBytes });

const sources: Record<string, () => Promise<ByteSource>> = {
  memory: () => Promise.resolve(memorySource(content)),
  file: () => fileSource(path),
  "part of a file": async () => partOf(await fileSource(path), 0, 1000),
  "part of more": () =>
    Promise.resolve(
      partOf(memorySource(Buffer.concat([Buffer.alloc(9), content, Buffer.alloc(9)])), 9, 1009),
    ),
  "buffered in blocks of 7": () =>
    Promise.resolve(bufferedSource(memorySource(content), { block: 7, blocks: 2 })),
  "spooled in memory": () => spooled(1000),
  "spooled to a file": () => spooled(10),
};

describe.each(Object.entries(sources))("a source: %s", (_, open) => {
  it("reads what is there, wherever it is asked and never more", async () => {
    const source = await open();
    expect(source.size).toBe(1000);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1100 }),
        fc.integer({ min: 0, max: 1100 }),
        async (at, length) => {
          const read = await source.read(at, length);
          expect([...read]).toEqual([...content.subarray(at, at + length)]);
        },
      ),
      { numRuns: 200 },
    );
    await source.close();
  });
});

it("a file that shrinks or grows while it is examined is an error, never half a verdict", async () => {
  const changing = join(folder, "changing.bin");
  writeFileSync(changing, content);
  const shrinking = await fileSource(changing);
  truncateSync(changing, 10);
  await expect(shrinking.read(0, 1000)).rejects.toMatchObject({ code: "FORMATS_CHANGED" });
  await expect(shrinking.close()).rejects.toMatchObject({ code: "FORMATS_CHANGED" });
  const growing = await fileSource(changing);
  appendFileSync(changing, "more");
  await expect(growing.close()).rejects.toMatchObject({ code: "FORMATS_CHANGED" });
});

it("a spool refuses what exceeds its limit", async () => {
  await expect(spool([content, content], { maxBytes: 1500 })).rejects.toMatchObject({
    name: "FormatFault",
    kind: "too-large",
  });
});

it("a folder, a device and a file that is not there are told apart", async () => {
  await expect(fileSource(folder)).rejects.toMatchObject({ code: "FORMATS_NOT_A_FILE" });
  await expect(fileSource("/dev/null")).rejects.toMatchObject({ code: "FORMATS_NOT_A_FILE" });
  await expect(fileSource(join(folder, "none"))).rejects.toMatchObject({ code: "FORMATS_NOT_FOUND" });
});

describe("reading one number after another", () => {
  const bytes = Uint8Array.of(1, 2, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9);

  it("reads little-endian numbers and stops at the end", async () => {
    const reader = new ByteReader(memorySource(bytes));
    expect([await reader.u8(), await reader.u16(), await reader.u32(), await reader.size64()]).toEqual([
      1, 2, 3, 4,
    ]);
    expect(reader.remaining).toBe(1);
    await expect(reader.u16()).rejects.toMatchObject({ kind: "truncated", offset: 15 });
  });

  it("takes no size beyond what a number can hold", async () => {
    const reader = new ByteReader(memorySource(new Uint8Array(8).fill(0xff)));
    await expect(reader.size64()).rejects.toMatchObject({ kind: "malformed", offset: 0 });
  });

  it("skips no further than the end, nor backwards", () => {
    const reader = new ByteReader(memorySource(bytes));
    expect(() => reader.skip(17)).toThrow("17 bytes are announced, 16 are left");
    expect(() => reader.skip(-1)).toThrow("announced");
  });
});
