import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changedLines, gitChanges } from "./git-changes.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "git-changes-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const git = (...args: string[]): void => {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: root,
    stdio: "ignore",
  });
};
const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(root, name), text);
const never = new AbortController().signal;

beforeAll(() => {
  git("init", "-b", "main");
  mkdirSync(join(root, "sub"));
  put("same.py", "a\n");
  put("sub/changed.py", "1\n2\n3\n4\n5\n6\n");
  put("gone.py", "a\n");
  put('odd "ü\tname.py', "a\nb\n");
  put("model.bin", new Uint8Array([0, 1, 2]));
  git("add", "-A");
  git("commit", "-m", "one");
  git("checkout", "-b", "work");
  put("sub/changed.py", "1\n++ b/same.py\n3\n5\n6\nseven\neight\n");
  put("model.bin", new Uint8Array([0, 1, 3]));
  git("add", "-A");
  git("commit", "-m", "two");
  git("checkout", "main");
  put("same.py", "changed on main only\n");
  git("add", "-A");
  git("commit", "-m", "three");
  git("checkout", "work");
  put('odd "ü\tname.py', "a\nB\n");
  put("new.py", "x\n");
  rmSync(join(root, "gone.py"));
});

describe("what has changed since the branch left", () => {
  it("is the branch's own commits, the work tree and unknown files, and not what happened at the base", async () => {
    const changes = await gitChanges(join(root, "sub"), "main", never);
    expect(
      Object.fromEntries([...changes].map(([file, what]) => [file.slice(root.length + 1), what])),
    ).toEqual({
      "sub/changed.py": [
        [2, 2],
        [3, 4],
        [6, 7],
      ],
      'odd "ü\tname.py': [[2, 2]],
      "model.bin": "whole",
      "new.py": "whole",
    });
  });

  it("names an unknown base, and refuses one that is an option", async () => {
    await expect(gitChanges(root, "nowhere", never)).rejects.toMatchObject({
      code: "SCAN_UNKNOWN_BASE",
      exit: 2,
    });
    await expect(gitChanges(root, "--output=x", never)).rejects.toMatchObject({ code: "SCAN_UNKNOWN_BASE" });
    await expect(gitChanges("/", "main", never)).rejects.toMatchObject({ code: "SCAN_NO_GIT" });
  });

  it("runs nothing that the repository's settings name", async () => {
    const trap = join(root, "trapped");
    for (const key of ["core.fsmonitor", "diff.external", "diff.x.textconv"])
      execFileSync("git", ["config", key, `touch ${trap} #`], { cwd: root });
    put(".gitattributes", "*.py diff=x\n");
    await gitChanges(root, "main", never);
    expect(() => realpathSync(trap)).toThrow("ENOENT");
  });

  it("is not led astray by lines that look like a patch", () => {
    const patch = "+++ b/a.py\n@@ -1 +1,2 @@\n-x\n+++ b/b.py\n+@@ -1 +9 @@\n";
    expect([...changedLines(patch)]).toEqual([["a.py", [[1, 2]]]]);
  });
});
