import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format as arrowFormat } from "../arrow/format.ts";
import { format as pickleFormat } from "../pickle/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));
const formats = [format, arrowFormat, pickleFormat];

/** A struct in Thrift's compact protocol: fields in order, as number, type and bytes. */
const struct = (...fields: readonly (readonly [number, number, Uint8Array])[]): Buffer => {
  let last = 0;
  const parts = fields.map(([number, type, bytes]) => {
    const head = Buffer.from([((number - last) << 4) | type]);
    last = number;
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
};
const zigzag = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
};
const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const list = (...items: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([(items.length << 4) | 12]), ...items]);
const file = (pages: Uint8Array, footer: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from("PAR1"), pages, footer, length, Buffer.from("PAR1")]);
};
const page = (packed: Uint8Array): Buffer =>
  Buffer.concat([
    struct([1, 5, zigzag(0)], [2, 5, zigzag(packed.length)], [3, 5, zigzag(packed.length)]),
    packed,
  ]);
const column = (at: number, length: number): Buffer =>
  struct([2, 6, zigzag(at)], [3, 12, struct([7, 6, zigzag(length)], [9, 6, zigzag(at)])]);
const footerOf = (...columns: readonly Uint8Array[]): Buffer =>
  struct([1, 5, zigzag(2)], [3, 6, zigzag(1)], [4, 9, list(struct([1, 9, list(...columns)]))]);

describe("Parquet", () => {
  it.each([
    ["plain.parquet", { columns: 5, rows: 3 }],
    ["zstd.parquet", { columns: 2, rows: 3 }],
  ])("%s, as PyArrow wrote it, is clean, every byte explained", async (name, facts) => {
    const bytes = fixture(name);
    const report = await examineBytes(bytes, formats);
    expect(report).toMatchObject({ format: "parquet", verdict: "clean", facts });
    expect(report.bytesExamined).toBe(bytes.length);
    expect(report.members.map(({ format: of, verdict }) => [of, verdict])).toEqual([["arrow", "clean"]]);
  });

  it("is as bad as the Arrow schema in its metadata", async () => {
    const [verdict, ...rules] = outcomeOf(await examineBytes(fixture("extension.parquet"), formats));
    expect(verdict).toBe("unsafe");
    expect(rules).toEqual(expect.arrayContaining(["arrow/pickled-type", "pickle/exec"]));
  });

  it("is walked page by page, whatever the sizes of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 8 }),
        async (all) => {
          const pages = Buffer.concat(all.map(page));
          const bytes = file(pages, footerOf(column(4, pages.length)));
          const report = await examineBytes(bytes, formats);
          expect([report.verdict, report.bytesExamined]).toEqual(["clean", bytes.length]);
          const short = file(pages, footerOf(column(4, pages.length - 1)));
          expect((await examineBytes(short, formats)).verdict).toBe("incomplete");
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is not clean with bytes between the columns that are not zero", async () => {
    const pages = page(Buffer.from("abc"));
    const gap = (bytes: string): Buffer =>
      file(Buffer.concat([pages, Buffer.from(bytes, "latin1")]), footerOf(column(4, pages.length)));
    expect((await examineBytes(gap("\0".repeat(5000)), formats)).verdict).toBe("clean");
    expect((await examineBytes(gap("\0".repeat(5000) + "x"), formats)).verdict).toBe("incomplete");
  });

  it("explains the metadata that old writers put behind a column, and no other", async () => {
    const pages = page(Buffer.from("abc"));
    const end = 4 + pages.length;
    const chunk = (length: number): Buffer =>
      struct([2, 6, zigzag(end)], [3, 12, struct([7, 6, zigzag(length)], [9, 6, zigzag(4)])]);
    const behind = (length: number): Buffer =>
      file(Buffer.concat([pages, chunk(length)]), footerOf(chunk(pages.length)));
    expect((await examineBytes(behind(pages.length), formats)).verdict).toBe("clean");
    expect((await examineBytes(behind(pages.length + 1), formats)).verdict).toBe("incomplete");
  });

  it("lets no columns lie upon each other many times", async () => {
    const pages = page(Buffer.alloc(100));
    const many = Array.from({ length: 14 }, () => column(4, pages.length));
    const bytes = file(pages, footerOf(...many));
    expect((await examineBytes(bytes, formats)).verdict).not.toBe("clean");
  });

  it("tells of columns in other files, and refuses those outside of the folder", async () => {
    const of = (path: string): Buffer =>
      file(new Uint8Array(), footerOf(struct([1, 8, text(path)], [2, 6, zigzag(4)])));
    expect(outcomeOf(await examineBytes(of("part-0.parquet"), formats))).toEqual([
      "clean",
      "parquet/other-file",
    ]);
    for (const path of ["../../etc/passwd", "/etc/passwd", "https://attacker.example/a"])
      expect(outcomeOf(await examineBytes(of(path), formats))).toEqual(["unsafe", "parquet/path-escape"]);
  });

  it("is not examined where it is encrypted", async () => {
    const bytes = Buffer.from(fixture("plain.parquet"));
    bytes.write("PARE", bytes.length - 4);
    expect((await examineBytes(bytes, formats)).verdict).toBe("incomplete");
  });

  it("comes to an end with lists and numbers that never do", async () => {
    for (const footer of [
      Buffer.alloc(200_000, 0x1c),
      Buffer.from([0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
      Buffer.alloc(1_000_000, 0x19),
      Buffer.alloc(1_000_000, 0xff),
    ])
      expect((await examineBytes(file(new Uint8Array(), footer), formats)).verdict).toBe("incomplete");
  });

  it("damage is never clean where the parser broke off", async () => {
    await expectNoFalseClean(fixture("extension.parquet"), formats, 41);
    await expectNoFalseClean(fixture("zstd.parquet"), formats, 42);
  }, 60_000);
});
