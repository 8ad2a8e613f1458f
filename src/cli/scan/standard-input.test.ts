import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { ScanReport } from "../../contracts/index.ts";
import { sha256 } from "../../formats/index.ts";
import { bartizan } from "../testing/capture.ts";

const cwd = mkdtempSync(join(tmpdir(), "bartizan-stdin-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const harmful = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.");
const scan = (bytes: Uint8Array, ...args: readonly string[]) =>
  bartizan(["scan", "-", "--no-evidence", ...args], { cwd, readStdin: () => Promise.resolve(bytes) });

it("a file on standard input is examined by its bytes, with its digest", async () => {
  const { code, out } = await scan(harmful, "--format", "json");
  // Safe: the JSON of a report.
  const report = JSON.parse(out) as ScanReport;
  expect(code).toBe(1);
  expect(report).toMatchObject({
    paths: ["stdin"],
    verdict: "unsafe",
    artifacts: [{ path: "stdin", format: "pickle", sha256: sha256(harmful), bytes: harmful.length }],
  });
  expect(report.notes.join(" ")).not.toContain("fetched");
  expect((await scan(Buffer.from("\u0080\u0002]q\0.", "latin1"))).code).toBe(0);
});

it("nothing on it, or more than is taken, is no clean file", async () => {
  expect(await scan(new Uint8Array())).toMatchObject({
    code: 2,
    err: expect.stringContaining("Nothing came") as string,
  });
  const readStdin = () => Promise.reject(new RangeError("standard input is larger than 256 MiB"));
  const { code, err } = await bartizan(["scan", "-", "--no-evidence"], { cwd, readStdin });
  expect([code, err]).toEqual([2, expect.stringContaining("SCAN_TOO_LARGE")]);
});

it.each([
  [["-"], "Standard input has no git history"],
  [["hf://org/name@main"], "an address such as hf://…"],
  [["https://models.example.com/m?signature=hidden"], "an address such as https://…"],
])("of %j no changes can be told", async (paths, why) => {
  const readStdin = () => Promise.resolve(harmful);
  const args = ["scan", ...paths, "--diff", "main", "--no-evidence"];
  const { code, err } = await bartizan(args, { cwd, readStdin });
  expect([code, err]).toEqual([2, expect.stringContaining("SCAN_NO_HISTORY")]);
  expect(err).toContain(why);
  expect(err).not.toContain("hidden");
});
