import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isOrphan, segmentName } from "./folder.ts";
import { decodeLine, encodeLine } from "./line.ts";
import { readSpool, spoolStart, type SpoolItem, type SpoolPosition } from "./read-spool.ts";
import { fileSegment, type OpenSegment } from "./segment.ts";
import { Spool, type SpoolOptions } from "./spool.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (given: Partial<SpoolOptions> = {}): Promise<Spool> =>
  Spool.open({
    folder,
    segmentBytes: 100,
    spoolBytes: 1_000_000,
    queueRecords: 1_000,
    queueBytes: 1_000_000,
    gatherMs: 0,
    retryMs: 0,
    ...given,
  });

async function readAll(from: SpoolPosition = spoolStart, orphan = false): Promise<SpoolItem[]> {
  const items: SpoolItem[] = [];
  for await (const item of readSpool(folder, from, orphan)) items.push(item);
  return items;
}
const jsons = (items: readonly SpoolItem[]): string[] =>
  items.map((item) => (item.kind === "record" ? item.json : item.kind));

describe("a line", () => {
  it("comes back as it was, and not when a byte was changed", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, flip) => {
        const json = JSON.stringify(value);
        const line = encodeLine(json).subarray(0, -1);
        expect(decodeLine(line)).toBe(json);
        const changed = Buffer.from(line);
        const place = at % changed.length;
        changed[place] = (changed[place] ?? 0) ^ flip;
        expect(decodeLine(changed)).toBeUndefined();
      }),
    );
  });
});

describe("a spool", () => {
  it("gives back what was put in, in order, over many segments, from any place", async () => {
    const spool = await open();
    const put = Array.from({ length: 50 }, (_, i) => JSON.stringify({ i }));
    for (const json of put) await spool.append(json);
    const items = await readAll();
    expect(jsons(items)).toEqual(put);
    expect(new Set(items.map(({ end }) => end.segment)).size).toBeGreaterThan(3);
    for (const [index, { end }] of items.entries())
      expect(jsons(await readAll(end))).toEqual(put.slice(index + 1));
    await spool.close();
  });

  it("writes what comes at the same time in one go", async () => {
    let appends = 0;
    const openSegment: OpenSegment = async (...where) => {
      const segment = await fileSegment(...where);
      return {
        ...segment,
        append(lines) {
          appends += 1;
          return segment.append(lines);
        },
      };
    };
    const spool = await open({ openSegment, segmentBytes: 1_000_000 });
    await Promise.all(Array.from({ length: 500 }, async (_, i) => await spool.append(`{"i":${i}}`)));
    expect(appends).toBeLessThanOrEqual(2);
    await spool.close();
  });

  it("takes no more than its queue may hold while the disk hangs", async () => {
    const openSegment: OpenSegment = () => new Promise(() => undefined);
    const spool = await open({ openSegment, queueRecords: 3 });
    const first = spool.append("1");
    expect(first).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(["2", "3", "4", "5"].map((json) => spool.append(json) !== undefined)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(spool.oldest).toBeDefined();
  });

  it("leaves a segment behind whose end is not whole, and goes on in the next", async () => {
    let failing = true;
    const openSegment: OpenSegment = async (where, number) => {
      const segment = await fileSegment(where, number);
      return {
        ...segment,
        async append(lines) {
          if (!failing) return await segment.append(lines);
          failing = false;
          await appendFile(join(where, segmentName(number)), '0badc0de {"half');
          throw new Error("disk full");
        },
      };
    };
    const spool = await open({ openSegment });
    await expect(spool.append('{"lost":1}')).rejects.toThrow("disk full");
    await spool.append('{"kept":1}');
    expect(jsons(await readAll())).toEqual(["torn", '{"kept":1}']);
    await spool.close();
  });

  it("that may try again loses nothing while its queue has room", async () => {
    let failures = 3;
    const openSegment: OpenSegment = async (...where) => {
      const segment = await fileSegment(...where);
      return {
        ...segment,
        append: (lines) => (failures-- > 0 ? Promise.reject(new Error("disk full")) : segment.append(lines)),
      };
    };
    const spool = await open({ openSegment, retryMs: 1 });
    await Promise.all(["1", "2", "3"].map(async (json) => await spool.append(json)));
    expect(jsons(await readAll())).toEqual(["1", "2", "3"]);
    await spool.close();
    expect(spool.append("4")).toBeUndefined();
  });

  it("that nobody takes in stops before it fills the disk, and goes on once somebody does", async () => {
    const spool = await open({ spoolBytes: 300 });
    const line = JSON.stringify("x".repeat(90));
    for (let i = 0; i < 3; i++) await spool.append(line);
    await expect(spool.append(line)).rejects.toThrow("full");
    await rm(join(folder, segmentName(1)));
    await spool.append(line);
    expect(await readAll()).toHaveLength(3);
    await spool.close();
  });

  it("that is still being written ends before its last line feed", async () => {
    const spool = await open({ segmentBytes: 10_000 });
    await spool.append("1");
    await appendFile(join(folder, segmentName(1)), '00000000 {"ha');
    expect(jsons(await readAll())).toEqual(["1"]);
    expect(jsons(await readAll(spoolStart, true))).toEqual(["1", "torn"]);
    await spool.close();
  });

  it("with a damaged line gives all others", async () => {
    const lines = ["1", "2", "3"].map(encodeLine);
    lines[1]?.write("9", 9);
    await writeFile(join(folder, segmentName(1)), Buffer.concat(lines));
    expect(jsons(await readAll())).toEqual(["1", "damaged", "3"]);
  });

  it("of a process that lives is nobody's; of one that is gone it is an orphan", async () => {
    const spool = await open();
    expect(await isOrphan(folder)).toBe(false);
    expect(await readdir(folder)).toContain("owner.json");
    // No process has this number: Linux ends far below it.
    await writeFile(
      join(folder, "owner.json"),
      JSON.stringify({ host: hostname(), pid: 2 ** 30, started: "x" }),
    );
    expect(await isOrphan(folder)).toBe(true);
    await writeFile(
      join(folder, "owner.json"),
      JSON.stringify({ host: "elsewhere", pid: 2 ** 30, started: "x" }),
    );
    expect(await isOrphan(folder)).toBe(false);
    await spool.close();
  });
});
