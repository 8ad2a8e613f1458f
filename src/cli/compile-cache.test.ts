import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compileCacheFolder } from "./compile-cache.ts";

let home: string;
const uid = process.getuid?.() ?? 0;
const of = (env: Record<string, string> = {}, who: number | undefined = uid): string | undefined =>
  compileCacheFolder({ env: { HOME: home, ...env }, uid: who });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "bartizan-cache-"));
});
afterEach(() => rmSync(home, { recursive: true }));

describe.skipIf(process.getuid === undefined)("the folder of compiled code", () => {
  it("is made for its owner alone, and found again", () => {
    const folder = join(home, ".cache/bartizan/compiled");
    expect(of()).toBe(folder);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    expect(of()).toBe(folder);
  });

  it("lies where XDG_CACHE_HOME says, if that is a whole path", () => {
    expect(of({ XDG_CACHE_HOME: join(home, "caches") })).toBe(join(home, "caches/bartizan/compiled"));
    expect(of({ XDG_CACHE_HOME: "caches" })).toBe(join(home, ".cache/bartizan/compiled"));
  });

  it("is none where it is switched off", () => {
    expect(of({ BARTIZAN_COMPILE_CACHE: "off" })).toBeUndefined();
    expect(lstatSync(join(home, ".cache"), { throwIfNoEntry: false })).toBeUndefined();
  });

  it.each(["", ".cache", ".cache/bartizan", ".cache/bartizan/compiled"])(
    "is none where others may write to ~/%s",
    (step) => {
      of();
      chmodSync(join(home, step), 0o770);
      expect(of()).toBeUndefined();
    },
  );

  it("is none where it belongs to somebody else", () => {
    of();
    expect(of({}, uid + 1)).toBeUndefined();
  });

  it("is none behind a link", () => {
    mkdirSync(join(home, "elsewhere"), { mode: 0o700 });
    mkdirSync(join(home, ".cache"), { mode: 0o700 });
    symlinkSync(join(home, "elsewhere"), join(home, ".cache/bartizan"));
    expect(of()).toBeUndefined();
  });

  it("is none without a home", () => {
    expect(of({ HOME: "" })).toBeUndefined();
    expect(of({ HOME: "." })).toBeUndefined();
  });

  it("is none where nothing can be made", () => {
    home = join(home, "missing");
    expect(of()).toBeUndefined();
    mkdirSync(home);
  });
});
