import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { untar } from "./untar.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "bartizan-untar-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** One ustar member, as a hostile archive would write it. */
function member(name: string, kind: string, body = "", target = ""): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write(kind, 156);
  header.write(target, 157);
  header.write("ustar", 257);
  return Buffer.concat([header, Buffer.from(body), Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

describe("unpacking", () => {
  it("brings back what tar packed: files, folders, links, long names", () => {
    const from = join(dir, "from");
    const deep = join(from, "a".repeat(60), "b".repeat(60));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, "file"), Buffer.alloc(1500, 7));
    writeFileSync(join(from, "empty"), "");
    symlinkSync("empty", join(from, "link"));
    const archive = execFileSync("tar", ["--format=ustar", "-cf", "-", "-C", from, "."], {
      maxBuffer: 1 << 24,
    });
    const to = join(dir, "to");
    untar(archive, to);
    expect(readdirSync(to).sort()).toEqual(readdirSync(from).sort());
    expect(readFileSync(join(to, "a".repeat(60), "b".repeat(60), "file"))).toEqual(Buffer.alloc(1500, 7));
    expect(readlinkSync(join(to, "link"))).toBe("empty");
  });

  it("refuses a member or a link that leaves the folder", () => {
    expect(() => untar(member("../out", "0", "x"), join(dir, "to"))).toThrow(/leaves the folder/);
    expect(() => untar(member("a/../../out", "0", "x"), join(dir, "to"))).toThrow(/leaves the folder/);
    expect(() => untar(member("/etc/out", "0", "x"), join(dir, "to"))).toThrow(/leaves the folder/);
    expect(() => untar(member("link", "2", "", "../../etc/passwd"), join(dir, "to"))).toThrow(
      /leaves its folder/,
    );
  });
});
