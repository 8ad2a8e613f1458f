import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SiblingShelf } from "./siblings.ts";
import { walk } from "./walk.ts";

const top = realpathSync(mkdtempSync(join(tmpdir(), "walk-")));
afterAll(() => rmSync(top, { recursive: true, force: true }));
beforeAll(() => {
  mkdirSync(join(top, "root/sub"), { recursive: true });
  for (const name of ["outside", "root/a", "root/b", "root/sub/c"]) writeFileSync(join(top, name), name);
  symlinkSync("../outside", join(top, "root/leaves"));
});
const never = new AbortController().signal;

describe("walking", () => {
  it("is sorted, whatever the order of the disk and of the paths, and names no file twice", async () => {
    const { files } = await walk(["root/sub", "root", "root"], top, never);
    expect(files.map(({ path }) => path)).toEqual(["root/a", "root/b", "root/sub/c"]);
  });

  it("tells of what is beyond its limits", async () => {
    const few = await walk(["root"], top, never, { files: 1, depth: 64 });
    expect(few.obstacles.map(({ rule }) => rule)).toContain("tooMany");
    const flat = await walk(["root"], top, never, { files: 100, depth: 0 });
    expect(flat.obstacles).toContainEqual({
      rule: "tooMany",
      path: "root/sub/",
      why: "It lies 1 folders deep.",
    });
  });
});

describe("the files beside one", () => {
  it.each([
    ["b", true],
    ["sub/c", true],
    ["./b", true],
    ["../outside", false],
    ["leaves", false],
    ["/etc/hostname", false],
    ["sub/../../outside", false],
    ["sub", false],
    ["nothing", false],
    ["a\0b", false],
  ])("%j may be opened: %s", async (name, expected) => {
    const { files } = await walk(["root"], top, never);
    const [first] = files;
    if (first === undefined) throw new Error("no file");
    const siblings = await new SiblingShelf().of(first);
    const source = await siblings.open(name);
    await source?.close();
    expect(source !== undefined).toBe(expected);
    expect(siblings.opened.size).toBe(expected ? 1 : 0);
  });
});
