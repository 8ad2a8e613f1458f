import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBounded, readBoundedSync, readTextBounded } from "./read-bounded.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "bounded-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

describe("readBounded", () => {
  it("reads a file of exactly the limit, across chunk borders", async () => {
    const path = join(dir, "exact");
    const bytes = Buffer.alloc(200_000, "abcdefg");
    writeFileSync(path, bytes);
    expect(Buffer.compare(await readBounded(path, 200_000), bytes)).toBe(0);
    await expect(readBounded(path, 199_999)).rejects.toMatchObject({ code: "FORMATS_TOO_LARGE" });
  });

  it("does the same without a promise", () => {
    const path = join(dir, "sync");
    writeFileSync(path, Buffer.alloc(200_000, "abcdefg"));
    expect(readBoundedSync(path, 200_000)).toHaveLength(200_000);
    const code = (read: () => unknown): unknown => {
      try {
        return read();
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(code(() => readBoundedSync(path, 199_999))).toBe("FORMATS_TOO_LARGE");
    expect(code(() => readBoundedSync(dir, 1))).toBe("FORMATS_NOT_A_FILE");
    expect(code(() => readBoundedSync("/dev/zero", 1))).toBe("FORMATS_NOT_A_FILE");
    expect(code(() => readBoundedSync(join(dir, "none"), 1))).toBe("FORMATS_NOT_FOUND");
    expect(code(() => readBoundedSync("/proc/self/maps", 10))).toBe("FORMATS_TOO_LARGE");
  });

  it("refuses a file of a terabyte by its size alone", async () => {
    const path = join(dir, "sparse");
    writeFileSync(path, "");
    truncateSync(path, 2 ** 40);
    await expect(readBounded(path, 5_000_000)).rejects.toMatchObject({ code: "FORMATS_TOO_LARGE", exit: 2 });
  });

  it("refuses what grows without end although it says it is empty", async () => {
    await expect(readBounded("/proc/self/maps", 10)).rejects.toMatchObject({ code: "FORMATS_TOO_LARGE" });
  });

  it("says what is wrong: missing, a directory, a pipe, a device", async () => {
    await expect(readBounded(join(dir, "none"), 1)).rejects.toMatchObject({ code: "FORMATS_NOT_FOUND" });
    await expect(readBounded(dir, 1)).rejects.toMatchObject({ code: "FORMATS_NOT_A_FILE" });
    execFileSync("mkfifo", [join(dir, "pipe")]);
    await expect(readBounded(join(dir, "pipe"), 1)).rejects.toMatchObject({ code: "FORMATS_NOT_A_FILE" });
    await expect(readBounded("/dev/zero", 1)).rejects.toMatchObject({ code: "FORMATS_NOT_A_FILE" });
  });

  it("reads UTF-8 without its mark, and refuses UTF-16 by name", async () => {
    writeFileSync(join(dir, "bom"), "\uFEFFtext");
    await expect(readTextBounded(join(dir, "bom"), 100)).resolves.toBe("text");
    writeFileSync(join(dir, "wide"), Buffer.from("\uFEFFtext", "utf16le"));
    await expect(readTextBounded(join(dir, "wide"), 100)).rejects.toMatchObject({
      code: "FORMATS_NOT_TEXT",
      message: "The file is UTF-16, not UTF-8.",
    });
  });
});
