import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretReader } from "./secret-reader.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

describe("secretReader", () => {
  it("reads the environment and files, without the line end", async () => {
    writeFileSync(join(dir, "key"), "from-file\n", { mode: 0o600 });
    const read = secretReader({ env: { KEY: "from-env" }, directory: dir });
    await expect(read("env:KEY")).resolves.toBe("from-env");
    await expect(read("file:key")).resolves.toBe("from-file");
    await expect(read(`file:${join(dir, "key")}`)).resolves.toBe("from-file");
  });

  it("reads afresh each time, so that a rotated secret is taken up", async () => {
    const path = join(dir, "rotated");
    const read = secretReader({ env: {}, directory: dir });
    writeFileSync(path, "one");
    await expect(read("file:rotated")).resolves.toBe("one");
    writeFileSync(path, "two");
    await expect(read("file:rotated")).resolves.toBe("two");
  });

  it("warns once about a file that others can read", async () => {
    const path = join(dir, "open");
    writeFileSync(path, "secret-value");
    chmodSync(path, 0o644);
    const warnings: string[] = [];
    const read = secretReader({ env: {}, directory: dir, warn: (message) => warnings.push(message) });
    await read("file:open");
    await read("file:open");
    expect(warnings).toEqual([`${path} holds a secret and others can read it (mode 644); chmod 600 it.`]);
    chmodSync(path, 0o600);
    const quiet: string[] = [];
    await secretReader({ env: {}, directory: dir, warn: (message) => quiet.push(message) })("file:open");
    expect(quiet).toEqual([]);
  });

  it.each([
    ["env:MISSING", "SYSTEM_SECRET_MISSING"],
    ["env:toString", "SYSTEM_SECRET_MISSING"],
    ["env:EMPTY", "SYSTEM_SECRET_UNUSABLE"],
    ["env:CONTROL", "SYSTEM_SECRET_UNUSABLE"],
    ["env:not a name", "SYSTEM_SECRET_REFERENCE"],
    ["env:", "SYSTEM_SECRET_REFERENCE"],
    ["file:", "SYSTEM_SECRET_REFERENCE"],
    ["hunter2", "SYSTEM_SECRET_REFERENCE"],
    ["vault:x", "SYSTEM_SECRET_REFERENCE"],
    ["file:nowhere", "SYSTEM_SECRET_MISSING"],
    ["file:.", "FORMATS_NOT_A_FILE"],
    ["file:/dev/zero", "FORMATS_NOT_A_FILE"],
    ["file:large", "FORMATS_TOO_LARGE"],
    ["file:binary", "FORMATS_NOT_TEXT"],
  ])("%s → %s", async (reference, code) => {
    writeFileSync(join(dir, "large"), "x".repeat(70_000));
    writeFileSync(join(dir, "binary"), Buffer.of(0xff, 0xfe, 0xfd));
    const read = secretReader({ env: { EMPTY: "", CONTROL: "hunter2\u0007" }, directory: dir });
    const error: unknown = await read(reference).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exit: 2 });
    expect((error as Error).message).not.toContain("hunter2");
  });
});
