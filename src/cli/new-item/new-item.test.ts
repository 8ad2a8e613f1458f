import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../formats/index.ts";
import { bartizan } from "../testing/capture.ts";
import { newItem } from "./new-item.ts";

const here = join(import.meta.dirname, "../../..");
let tree = "";

/** Every file of the copy with its content's digest, generated indexes aside. */
function listing(): Map<string, string> {
  return new Map(
    readdirSync(tree, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".generated.ts"))
      .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1))
      .filter((path) => !path.startsWith("node_modules"))
      .map((path) => [path, digestOf(readFileSync(join(tree, path), "latin1"))]),
  );
}
const generate = () =>
  spawnSync(process.execPath, ["tools/generate-index.ts"], { cwd: tree, encoding: "utf8" });

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "tree-"));
  for (const part of ["src", "packs", "range", "tools", "package.json", "tsconfig.json"])
    cpSync(join(here, part), join(tree, part), { recursive: true });
  symlinkSync(join(here, "node_modules"), join(tree, "node_modules"));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe("bartizan new", () => {
  it("makes items that are found, proven and typed, and touches no other file", async () => {
    const before = listing();
    for (const kind of ["check", "detector", "oracle", "page"]) {
      const { code, out } = await bartizan(["new", kind, `brand-new-${kind}`], { cwd: tree });
      expect(code).toBe(0);
      for (const file of out.trim().split("\n")) expect(existsSync(join(tree, file)), file).toBe(true);
    }
    const after = listing();
    for (const [path, digest] of before) expect(after.get(path), path).toBe(digest);
    const made = [...after.keys()].filter((path) => !before.has(path));
    expect(made.every((path) => path.includes("/brand-new-"))).toBe(true);

    const run = generate();
    expect(run.stderr).toBe("");
    expect(run.status).toBe(0);
    for (const room of ["src/assess", "src/assess/oracles", "src/detect"])
      expect(readFileSync(join(tree, room, "items.generated.ts"), "utf8")).toContain("brand-new-");

    for (const project of [".", "src/console"]) {
      const tsc = spawnSync("node_modules/.bin/tsc", ["-p", project], { cwd: tree, encoding: "utf8" });
      expect(tsc.error).toBeUndefined();
      expect(tsc.stdout.split("\n").filter((line) => line.includes("brand-new-"))).toEqual([]);
    }
  }, 240_000);

  it("makes items whose fixtures stop the build when they do not hold", async () => {
    await newItem(tree, "detector", "boastful");
    const fixtures = join(tree, "src/detect/boastful/fixtures.json");
    writeFileSync(fixtures, readFileSync(fixtures, "utf8").replace("replace this mark", "replace-this-mark"));
    const run = generate();
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("src/detect/boastful/detector.ts: it signals on");
    rmSync(join(tree, "src/detect/boastful"), { recursive: true });
  });

  it("refuses a kind, a name and a place it cannot use, and makes nothing", async () => {
    const before = listing();
    await expect(newItem(tree, "law", "x-y")).rejects.toMatchObject({ code: "NEW_UNKNOWN_KIND" });
    for (const name of ["", "X", "../up", "template", "a".repeat(41)])
      await expect(newItem(tree, "detector", name), name).rejects.toMatchObject({ code: "NEW_BAD_NAME" });
    await expect(newItem(tree, "detector", "canary")).rejects.toMatchObject({ code: "NEW_TAKEN" });
    await expect(newItem(tmpdir(), "detector", "fine")).rejects.toMatchObject({
      code: "NEW_NOT_A_SOURCE_TREE",
    });
    // The pack's folder is taken, although the check's is not: neither is made.
    await expect(newItem(tree, "check", "techniques")).rejects.toMatchObject({ code: "NEW_TAKEN" });
    expect(existsSync(join(tree, "src/assess/redteam/techniques"))).toBe(false);
    expect(listing()).toEqual(before);
  });

  it("ends its help with an example", async () => {
    const { out } = await bartizan(["new", "--help"]);
    expect(out).toContain("Example:\n  bartizan new detector card-numbers");
  });
});
