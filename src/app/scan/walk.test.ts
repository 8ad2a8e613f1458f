import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unexamined } from "./examine-file.ts";
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

describe("what a disk can hold", () => {
  const place = join(top, "odd");
  beforeAll(() => mkdirSync(place));

  it("circles of links are met once, and told of", async () => {
    mkdirSync(join(place, "circle/inner"), { recursive: true });
    writeFileSync(join(place, "circle/inner/a"), "a");
    symlinkSync("..", join(place, "circle/inner/up"));
    symlinkSync("two", join(place, "circle/one"));
    symlinkSync("one", join(place, "circle/two"));
    symlinkSync("self", join(place, "circle/self"));
    const { files, obstacles, skipped } = await walk(["odd/circle"], top, never);
    expect(files.map(({ path }) => path)).toEqual(["odd/circle/inner/a"]);
    expect(obstacles.map(({ path, why }) => [path, why])).toEqual([
      ["odd/circle/one", "The link leads nowhere, or in a circle."],
      ["odd/circle/self", "The link leads nowhere, or in a circle."],
      ["odd/circle/two", "The link leads nowhere, or in a circle."],
    ]);
    expect(skipped).toEqual(["odd/circle/inner/up (a link to a folder that is scanned by itself)"]);
    await expect(walk(["odd/circle/self"], top, never)).rejects.toMatchObject({ code: "SCAN_NOT_FOUND" });
  });

  it("a folder that cannot be read is told of, and what lies beside it is met", async () => {
    mkdirSync(join(place, "closed/inner"), { recursive: true });
    writeFileSync(join(place, "closed/beside"), "b");
    // Nothing is closed to whoever may read everything: here it goes when it is to be opened.
    let folders = 0;
    const signal = Object.assign(new AbortController().signal, {
      throwIfAborted: () => {
        folders += 1;
        if (folders === 2) rmSync(join(place, "closed/inner"), { recursive: true });
      },
    });
    const { files, obstacles } = await walk(["odd/closed"], top, signal);
    expect(files.map(({ path }) => path)).toEqual(["odd/closed/beside"]);
    expect(obstacles).toEqual([
      { rule: "unreadable", path: "odd/closed/inner/", why: "The folder cannot be read (ENOENT)." },
    ]);
    expect(obstacles.map((obstacle) => unexamined(obstacle).verdict)).toEqual(["incomplete"]);
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
